import { RuleTester } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, it } from 'vitest';
import { gateLaw } from './gate-law.js';

RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

const tester = new RuleTester({ languageOptions: { parser: tseslint.parser } });

/** @param {string} filename @param {string} code */
const allowed = (filename, code) => ({ name: `${filename}: ${code}`, filename, code });
/** @param {string} filename @param {string} code */
const forbidden = (filename, code) => ({ ...allowed(filename, code), errors: [{ messageId: 'door' }] });

tester.run('gate-law', gateLaw, {
  valid: [
    allowed('src/domain/measures/release.ts', "import { unwrap } from '../disclosure/raw';"),
    allowed('src/domain/profile/pyramid.ts', "import { unwrap } from '../disclosure/raw';"),
    allowed('src/domain/condition/by-age.ts', "import { unwrap } from '../disclosure/raw';"),
    allowed('src/domain/services/overlap.ts', "import { unwrap } from '../disclosure/raw';"),
    allowed('src/domain/disclosure/disclose.ts', "import { unwrap } from './raw';"),
    allowed('src/views/map/MapView.svelte', "import { disclose } from '../../domain/disclosure';"),
    allowed('src/dataset/dataset.ts', "const { bootEngine } = await import('../db');"),
    allowed('src/db/engine.ts', "import { boot } from './boot';"),
    allowed('src/domain/profile/profile.test.ts', "import { unwrap } from '../disclosure/raw';"),
    allowed('test/browser/harness/harness.ts', "import * as db from '../../../src/db';"),
  ],
  invalid: [
    forbidden('src/views/map/MapView.svelte', "import { unwrap } from '../../domain/disclosure/raw';"),
    forbidden('src/views/map/words.ts', "import { unwrap } from '../../domain/disclosure/raw.ts';"),
    forbidden('src/views/map/words.ts', "import { unwrap } from '/src/domain/disclosure/raw';"),
    forbidden('src/charts/ranking.ts', "export { unwrap } from '../domain/disclosure/raw';"),
    forbidden('src/charts/ranking.ts', "export * from '../domain/disclosure/raw';"),
    forbidden('src/state/answer.svelte.ts', "const { unwrap } = await import('../domain/disclosure/raw');"),
    forbidden('src/state/answer.svelte.ts', "type Columns = import('../db/columns').Columns;"),
    forbidden('src/domain/words.ts', "import { unwrap } from './disclosure/raw';"),
    forbidden('src/dataset/dataset.ts', "import { unwrap } from '../domain/disclosure/raw';"),
    forbidden('src/views/map/MapView.svelte', "import { bootEngine } from '../../db';"),
    forbidden('src/ui/Figure.svelte', "import { columnsOf } from '../db/columns';"),
    forbidden('src/App.svelte', "import { bootEngine } from './db';"),
  ],
});
