import { RuleTester } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, it } from 'vitest';
import { importLaw } from './import-law.js';

RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

const tester = new RuleTester({ languageOptions: { parser: tseslint.parser } });

/** @param {string} filename @param {string} code */
const allowed = (filename, code) => ({ name: `${filename}: ${code}`, filename, code });
/** @param {string} filename @param {string} code @param {'folder' | 'package' | 'node'} messageId */
const forbidden = (filename, code, messageId = 'folder') => ({
  name: `${filename}: ${code}`,
  filename,
  code,
  errors: [{ messageId }],
});

tester.run('import-law', importLaw, {
  valid: [
    allowed('src/views/map/view.ts', "import { bars } from '../../charts/bars';"),
    allowed('src/views/map/view.ts', "import { list } from '../network/list';"),
    allowed('src/views/map/view.ts', "import { query } from '../../db/queue';"),
    allowed('src/views/map/view.ts', "import { law } from '../../domain/schema.ts';"),
    allowed('src/map/paint.ts', "import { fallback } from '../charts/area-map';"),
    allowed('src/map/paint.ts', "import maplibregl from 'maplibre-gl';"),
    allowed('src/dataset/load.ts', "import { insert } from '../db/insert';"),
    allowed('src/db/boot.ts', "import wasm from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';"),
    allowed(
      'src/domain/schema.ts',
      "import { registers } from './conditions'; import * as v from 'valibot';",
    ),
    allowed('src/domain/stats/wilson.ts', "import { registers } from '../conditions';"),
    allowed('src/domain/stats/wilson.test.ts', "import { readFileSync } from 'node:fs';"),
    allowed('src/domain/stats/wilson.test.ts', "import vectors from '../../../test/vectors/wilson.json';"),
    allowed('data/package/write.ts', "import { schemaVersion } from '../../src/domain/schema';"),
    allowed('data/package/write.ts', "import { readFile } from 'node:fs/promises';"),
    allowed('src/App.svelte.ts', "import { MapView } from './views/map/view';"),
    allowed('test/sql/measures.test.ts', "import { write } from '../../data/package/write';"),
  ],
  invalid: [
    forbidden('src/ui/button.ts', "import { view } from '../views/map/view';"),
    forbidden('src/charts/bars.ts', "export * from '../views/map/view';"),
    forbidden('src/charts/bars.ts', "export { view } from '../views/map/view';"),
    forbidden('src/db/queue.ts', "import { page } from '../state/page.svelte';"),
    forbidden('src/db/queue.ts', "const page = await import('../state/page.svelte');"),
    forbidden('src/url/parse.ts', "type Page = import('../state/page').Page;"),
    forbidden('src/url/parse.ts', "import type { Page } from '../state/page';"),
    forbidden('src/domain/schema.ts', "import { query } from '../db/queue';"),
    forbidden('src/domain/schema.ts', "import { query } from '/src/db/queue';"),
    forbidden('src/domain/schema.test.ts', "import { query } from '../db/queue';"),
    forbidden('src/domain/schema.ts', "import { write } from '../../data/package/write';"),
    forbidden('src/domain/schema.ts', "import { onMount } from 'svelte';", 'package'),
    forbidden('src/domain/schema.ts', "import { writable } from 'svelte/store';", 'package'),
    forbidden('src/domain/schema.ts', "import * as duckdb from '@duckdb/duckdb-wasm';", 'package'),
    forbidden('src/domain/schema.ts', "import { Table } from 'apache-arrow';", 'package'),
    forbidden('src/domain/schema.ts', "import { readFileSync } from 'node:fs';", 'node'),
    forbidden('src/domain/schema.ts', "import { readFileSync } from 'fs';", 'node'),
    forbidden('src/views/map/view.ts', "import path from 'node:path';", 'node'),
    forbidden('src/views/map/view.ts', "import { serve } from '../../../scripts/serve.mjs';"),
    forbidden('src/views/map/view.ts', "import App from '../../App.svelte';"),
    forbidden('data/cli.ts', "import { query } from '../src/db/queue';"),
    forbidden('data/cli.ts', "import { format } from '../src/url/format';"),
    forbidden('data/cli.ts', "import { site } from '../test/e2e/site';"),
  ],
});
