import { buildAll } from '../../scripts/build.mjs';
import { serve } from '../../scripts/serve.mjs';

/**
 * Before the browser tests: builds what is missing, serves it on a free port, and says where in CATCHMENT_SITE.
 * When it cannot be built that stays unset, so that tests of the site fail and tests of single modules still run.
 */
export default async function serveSite(): Promise<(() => Promise<void>) | undefined> {
  try {
    await buildAll();
  } catch (error) {
    console.error('The site could not be built.', error);
    return undefined;
  }
  const server = await serve({ port: 0 });
  process.env.CATCHMENT_SITE = server.url;
  return () => server.close();
}
