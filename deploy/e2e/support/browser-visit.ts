import type { Browser, BrowserContext, ConsoleMessage, Page, Response } from 'playwright-core';

/** What somebody logs in with. */
export type Credentials = { email: string; password: string };

/** How somebody looks at the pages. */
export type Look = {
  language?: 'en' | 'pt-BR';
  colorScheme?: 'light' | 'dark';
  /** The window, in CSS pixels. */
  width?: number;
  height?: number;
  /** Pixels of the screen for each of those. */
  scale?: number;
  /** Who is logged in from the beginning. */
  as?: Credentials;
  /** Where to begin: `/` unless told. */
  path?: string;
  /** Errors that its pages may log. */
  excuse?: RegExp;
};

/** Somebody's browser: pages and cookies of its own. */
export type Visitor = {
  page: Page;
  context: BrowserContext;
  /** What its pages complained of: errors in the console or in scripts, and answers that are the platform's fault. */
  complaints(): string[];
  /** What happened, in lines. */
  record: string[];
};

const ACTION_LIMIT_MS = 15_000;
// The browser logs every refusal as an error; the contract's are answers like any other, and pages must handle them.
const REFUSAL = /^Failed to load resource: the server responded with a status of 4\d\d/;

function watch(page: Page, excuse: RegExp | undefined): Pick<Visitor, 'complaints' | 'record'> {
  const record: string[] = [];
  const complaints: string[] = [];
  const complain = (line: string) => {
    complaints.push(line);
    record.push(line);
  };
  page.on('console', (message: ConsoleMessage) => {
    const line = `console ${message.type()}: ${message.text()} (${message.location().url})`;
    const refused = REFUSAL.test(message.text()) && new URL(message.location().url).pathname.startsWith('/v1/');
    if (message.type() === 'error' && !refused && !excuse?.test(line)) complain(line);
    else record.push(line);
  });
  page.on('pageerror', (error) => complain(`script: ${error.stack ?? error.message}`));
  page.on('crash', () => complain('the page crashed'));
  page.on('response', (response: Response) => {
    record.push(`${response.status()} ${response.request().method()} ${response.url()}`);
  });
  page.on('framenavigated', (frame) => record.push(`at ${frame.url()}`));
  return { record, complaints: () => [...complaints] };
}

// What a login leaves in the browser beside its cookie: pages look for it before they ask for a session.
const MARK = `if (location.protocol !== 'about:' && sessionStorage.getItem('marked') === null) {
  sessionStorage.setItem('marked', 'yes');
  localStorage.setItem('boxoffice.session', '1');
}`;

/** Gives a browser the session of somebody, as a login on the page would. */
async function logIn(context: BrowserContext, { email, password }: Credentials): Promise<void> {
  const data = { email, password, session: 'cookie' };
  // It shares its cookies with the pages.
  const answer = await context.request.post('/v1/auth/login', { data });
  if (!answer.ok()) throw new Error(`the login answered ${answer.status()}: ${await answer.text()}`);
  await context.addInitScript(MARK);
}

/** Somebody's browser without a page yet. */
export async function enter(browser: Browser, url: string, look: Look): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: url,
    locale: look.language ?? 'en',
    timezoneId: 'America/Sao_Paulo',
    colorScheme: look.colorScheme ?? 'light',
    viewport: { width: look.width ?? 1280, height: look.height ?? 900 },
    deviceScaleFactor: look.scale ?? 1,
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(ACTION_LIMIT_MS);
  if (look.as) await logIn(context, look.as);
  return context;
}

/** Opens the platform's pages in a tab of a browser. */
export async function openTab(context: BrowserContext, { path = '/', excuse }: Look): Promise<Visitor> {
  const page = await context.newPage();
  const visitor = { page, context, ...watch(page, excuse) };
  await page.goto(path);
  return visitor;
}

/** Opens the platform's pages in a browser of somebody's own. */
export async function visit(browser: Browser, url: string, look: Look = {}): Promise<Visitor> {
  return openTab(await enter(browser, url, look), look);
}
