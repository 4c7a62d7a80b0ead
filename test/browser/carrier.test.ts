import type { Page } from '@playwright/test';
import type { Said } from '../../src/domain/ageing/carry';
import { expect, test } from './fixtures';

/** Carries invented networks forward with the page's carrier, and at once in the page, and tells how they differ. */
const compared = (page: Page, networks: number) =>
  page.evaluate(async (networks) => {
    const { carried, carriedHere, invented } = await window.catchment.ageing();
    const asked = invented(networks);
    const { said, longest } = await carried(asked);
    const here = carriedHere(asked);
    const results = (each: readonly Said[]) => each.filter(({ kind }) => kind !== 'step');
    /** Largest difference of any two numbers at the same place; NaN where one is missing. */
    const apart = (a: unknown, b: unknown): number => {
      if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b);
      if (a instanceof Map && b instanceof Map) return apart([...a], [...b]);
      if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) {
        const [own, other] = [Object.entries(a), Object.entries(b)];
        if (own.length !== other.length) return NaN;
        return own.reduce((most, [key, value]) => {
          const one = apart(value, (b as Record<string, unknown>)[key]);
          return most >= one ? most : one;
        }, 0);
      }
      return a === b ? 0 : NaN;
    };
    return {
      kinds: results(said).map(({ kind }) => kind),
      steps: said.flatMap((each) =>
        each.kind === 'step' ? [{ share: each.done / each.of, stage: each.stage }] : [],
      ),
      apart: apart(results(said), results(here)),
      longest,
    };
  }, networks);

test('networks are carried forward in a worker, which says how far it is, with the result of the page itself', async ({
  page,
  open,
}) => {
  await open();
  const worker = page.waitForEvent('worker');
  const { kinds, steps, apart } = await compared(page, 300);
  expect((await worker).url()).toContain('carry.worker');
  expect(kinds).toEqual(['carried', 'drawn']);
  expect(steps.length).toBeGreaterThan(1);
  const shares = steps.map(({ share }) => share);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  expect(apart).toBe(0);
  // It has nothing to do any more.
  await expect.poll(() => page.workers().length).toBe(0);
});

for (const [what, before] of [
  ['no worker can be made', 'delete window.Worker'],
  [
    'none is allowed',
    'window.Worker = class { constructor() { throw new DOMException("not here", "SecurityError"); } }',
  ],
])
  test(`the page carries networks forward itself, in slices, where ${what}`, async ({ page, open }) => {
    await open({ before: before! });
    const { kinds, steps, apart } = await compared(page, 300);
    expect(kinds).toEqual(['carried', 'drawn']);
    expect(steps.length).toBeGreaterThan(1);
    expect(apart).toBe(0);
  });

test('and where the worker’s program does not come', async ({ page, open }) => {
  await open({
    tamper: (file, reply) => (file.includes('carry.worker') ? { status: 404, body: 'not here' } : reply),
  });
  const { kinds, apart } = await compared(page, 40);
  expect(kinds).toEqual(['carried', 'drawn']);
  expect(apart).toBe(0);
});

test('what is stopped says nothing more, and what cannot be carried forward says why', async ({
  page,
  open,
}) => {
  await open();
  const said = await page.evaluate(async () => {
    const { Carrier, invented } = await window.catchment.ageing();
    const carrier = new Carrier();
    const heard: string[] = [];
    const stop = carrier.ask(invented(300), {
      said: ({ kind }) => heard.push(`stopped ${kind}`),
      failed: String,
    });
    stop();
    await new Promise<void>((resolve) => {
      carrier.ask(
        { ...invented(3), cases: invented(2).ages },
        {
          said: ({ kind }) => heard.push(kind),
          failed: (error) => {
            heard.push(String(error));
            resolve();
          },
        },
      );
    });
    return heard;
  });
  expect(said.at(-1)).toContain('no column “band” was sent');
  expect(said.filter((each) => each.startsWith('stopped'))).toEqual([]);
});
