import * as dataset from '../../../src/dataset';

/** What the browser tests call from `page.evaluate`. The engine stays a lazy import here, too. */
const harness = { dataset, engine: () => import('../../../src/db') };
export type Harness = typeof harness;

declare global {
  interface Window {
    catchment: Harness;
  }
}
window.catchment = harness;
