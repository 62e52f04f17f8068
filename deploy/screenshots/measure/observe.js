// Runs in the page before its own scripts: keeps what the browser tells of its speed.
const measured = { firstPaint: 0, largestPaint: 0, longTasks: [], shift: 0, frames: [] };
globalThis.measured = measured;

function observe(type, keep) {
  new PerformanceObserver((list) => list.getEntries().forEach(keep)).observe({ type, buffered: true });
}

observe('paint', ({ name, startTime }) => {
  if (name === 'first-contentful-paint') measured.firstPaint = startTime;
});
observe('largest-contentful-paint', ({ startTime }) => {
  measured.largestPaint = startTime;
});
observe('longtask', ({ startTime, duration }) => measured.longTasks.push({ startTime, duration }));
observe('layout-shift', ({ value, hadRecentInput }) => {
  if (!hadRecentInput) measured.shift += value;
});

// Counts the frames in which the page could draw, for as long as it is asked to.
globalThis.countFrames = (ms) => {
  measured.frames = [];
  const begin = performance.now();
  const next = (now) => {
    measured.frames.push(now);
    if (now - begin < ms) requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
};
