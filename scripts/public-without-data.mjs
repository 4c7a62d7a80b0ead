import { cp } from 'node:fs/promises';
import path from 'node:path';

/**
 * Vite plugin: copies public/ into the built site without public/data, whose datasets are served from where they are.
 * With CATCHMENT_WITH_DATA=1 they are copied too, for hosts that serve one folder.
 *
 * @returns {import('vite').Plugin}
 */
export function publicWithoutData() {
  const withData = process.env.CATCHMENT_WITH_DATA === '1';
  /** @type {import('vite').ResolvedConfig} */
  let config;
  return {
    name: 'public-without-data',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    async writeBundle() {
      const outDir = path.resolve(config.root, config.build.outDir);
      const data = path.join(config.publicDir, 'data');
      await cp(config.publicDir, outDir, {
        recursive: true,
        filter: (source) => withData || (source !== data && !source.startsWith(data + path.sep)),
      });
    },
  };
}
