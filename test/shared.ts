import { describe } from 'vitest';
import { shared, sharedTitle } from './shared-files';

/** Tests that need the external files; without them they are skipped, and say so by name. */
export const describeShared = (title: string, tests: () => void): void => {
  describe.skipIf(shared === undefined)(sharedTitle(title), tests);
};
