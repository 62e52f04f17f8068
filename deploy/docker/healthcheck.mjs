// Ends with code 0 when the part of the platform in this container takes requests: the gateway by its own route, a
// service by the standard gRPC health check, which its server also answers as JSON over HTTP/1.1.
const origin = `http://127.0.0.1:${process.env.PORT ?? 3000}`;

async function isReady() {
  const signal = AbortSignal.timeout(2_000);
  const gateway = await fetch(`${origin}/health/ready`, { signal });
  if (gateway.status !== 404) return gateway.ok;
  const check = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}', signal };
  const service = await fetch(`${origin}/grpc.health.v1.Health/Check`, check);
  return service.ok && (await service.json()).status === 'SERVING';
}

process.exitCode = (await isReady().catch(() => false)) ? 0 : 1;
