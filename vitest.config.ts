import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  // Runes in tested modules must be the browser's, not those for server rendering.
  resolve: { conditions: ['browser'] },
  test: {
    environment: 'node',
    include: ['{src,data,test}/**/*.test.ts', 'scripts/*.test.mjs', 'eslint/*.test.js'],
    // These need a browser: Playwright runs them.
    exclude: ['test/{e2e,browser}/**', 'node_modules/**'],
    // A process a core that runs file after file: a new one for each cost 20 of 115 s of processor time. Global
    // stubs are undone between tests, so that no file meets another's.
    isolate: false,
    maxWorkers: '100%',
    unstubGlobals: true,
    env: { TZ: 'Europe/London' },
    testTimeout: 30_000,
    hookTimeout: 120_000,
    passWithNoTests: true,
  },
});
