/**
 * Every chart in every state as an SVG, kept in `snapshots/` and shown together by `gallery.html` (open it in a browser).
 *
 * To add charts, write a `<name>.plots.ts` here whose named exports are functions that return an SVG element, drawn into
 * `document` of `document.ts`; each becomes `snapshots/<name>-<export>.svg`. Look at the pictures before keeping them:
 * `npx vitest run test/plots -u` writes them all.
 */
import { describe, expect, test } from 'vitest';
import { svgText } from './document';

type Plots = Record<string, () => Element>;
const files = Object.entries(import.meta.glob<Plots>('./*.plots.ts', { eager: true }));
const chartOf = (file: string) => file.replace(/^\.\/|\.plots\.ts$/g, '');
const kebab = (name: string) => name.replaceAll(/([a-z])([A-Z0-9])/g, '$1-$2').toLowerCase();

describe.each(files)('%s', (file, plots) => {
  test.each(Object.entries(plots))('%s', async (name, draw) => {
    await expect(svgText(draw())).toMatchFileSnapshot(`snapshots/${chartOf(file)}-${kebab(name)}.svg`);
  });
});

test('the gallery shows them all', async () => {
  const sections = files.map(([file, plots]) => {
    const chart = chartOf(file);
    const figures = Object.keys(plots).map(
      (name) =>
        `<figure><figcaption>${kebab(name)}</figcaption><img src="snapshots/${chart}-${kebab(name)}.svg" alt="${chart}, ${kebab(name)}"></figure>`,
    );
    return `<h2>${chart}</h2>\n<section>\n${figures.join('\n')}\n</section>`;
  });
  await expect(`<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<title>Catchment: every chart in every state</title>
<style>
body { font: 16px/1.4 Arial, Helvetica, sans-serif; color: #212b32; margin: 24px; }
section { display: flex; flex-wrap: wrap; gap: 24px; align-items: start; }
figure { margin: 0; }
figcaption { font-size: 14px; color: #4c6272; }
img { border: 1px solid #d8dde0; }
</style>
<h1>Every chart in every state</h1>
${sections.join('\n')}
</html>
`).toMatchFileSnapshot('gallery.html');
});
