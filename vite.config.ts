import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { compressedTwins } from './scripts/compressed-twins.mjs';
import { publicWithoutData } from './scripts/public-without-data.mjs';

/**
 * Packages that the first page can do without: each is a chunk of its own, together with all that only it imports.
 * A module of the first page must import none of their dependencies, or it pulls in the whole chunk.
 */
const lazyPackages = {
  duckdb: /node_modules[\\/](@duckdb|apache-arrow)[\\/]/,
  maplibre: /node_modules[\\/]maplibre-gl[\\/]/,
  plot: /node_modules[\\/]@observablehq[\\/]plot[\\/]/,
};

export default defineConfig({
  base: './',
  plugins: [svelte(), allowHotReload(), publicWithoutData(), compressedTwins()],
  optimizeDeps: { exclude: ['@duckdb/duckdb-wasm'] },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    // public/ is copied by publicWithoutData: the datasets in it are large and are served from where they are.
    copyPublicDir: false,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: Object.entries(lazyPackages).map(([name, test]) => ({ name, test })),
        },
      },
    },
  },
});

/** Lets the development server's own web socket through the page's content security policy. */
function allowHotReload() {
  return {
    name: 'allow-hot-reload',
    apply: 'serve' as const,
    transformIndexHtml: (html: string) => html.replace("connect-src 'self'", "connect-src 'self' ws: wss:"),
  };
}
