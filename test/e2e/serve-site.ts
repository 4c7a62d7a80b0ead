import { buildAll } from '../../scripts/build.mjs';
import { serve } from '../../scripts/serve.mjs';

/** Before the browser tests: builds what is missing, serves it on a free port, and says where in CATCHMENT_SITE. */
export default async function serveSite(): Promise<() => Promise<void>> {
  await buildAll();
  const server = await serve({ port: 0 });
  process.env.CATCHMENT_SITE = server.url;
  return () => server.close();
}
