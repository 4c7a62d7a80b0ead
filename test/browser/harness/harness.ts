import * as dataset from '../../../src/dataset';
import { unwrap } from '../../../src/domain/disclosure/raw';

/** What the browser tests call from `page.evaluate`. The engine stays a lazy import here, too. */
const harness = {
  dataset,
  unwrap,
  engine: () => import('../../../src/db'),
  ageing: () => import('./ageing'),
};
export type Harness = typeof harness;

declare global {
  interface Window {
    catchment: Harness;
  }
}
window.catchment = harness;
