import { isBuiltin } from 'node:module';
import path from 'node:path';

/**
 * The import law: which folder may import which. A folder may always import from itself, and packages unless
 * `packages` forbids them. Tests beside their file keep the folders' law but may use Node and any package.
 *
 * @typedef {{ mayImport: string[], noPackages?: RegExp, noNode?: boolean }} Law
 * @type {Record<string, Law>}
 */
export const law = layered([
  ['src/views'],
  ['src/ui', 'src/charts', 'src/map', 'src/state'],
  ['src/dataset', 'src/db', 'src/url'],
  ['src/domain'],
]);
law['src/domain'] = {
  mayImport: [],
  noPackages: /^(svelte|@duckdb|apache-arrow|maplibre-gl)(\/|$)/,
  noNode: true,
};
law.data = { mayImport: ['src/domain'] };

/**
 * Each layer may import its own level and those below.
 *
 * @param {string[][]} levels from the top down
 * @returns {Record<string, Law>}
 */
function layered(levels) {
  return Object.fromEntries(
    levels.flatMap((level, depth) =>
      level.map((folder) => [folder, { mayImport: levels.slice(depth).flat(), noNode: true }]),
    ),
  );
}

/** @type {import('eslint').Rule.RuleModule} */
export const importLaw = {
  meta: {
    type: 'problem',
    docs: { description: 'keep the import law of the architecture' },
    schema: [],
    messages: {
      folder:
        '{{from}} must not import {{to}}: imports go views → ui, charts, map, state → dataset, db, url → domain, and data → domain.',
      package: '{{from}} must stay pure: it must not import the package {{to}}.',
      node: '{{from}} runs in the browser: it must not import {{to}}.',
    },
  },
  create(context) {
    const file = within(context.cwd, context.filename);
    const from = file && folderOf(file);
    if (!from) return {};
    const { mayImport, noPackages, noNode } = /** @type {Law} */ (law[from]);
    const isTest = /\.test\.[jt]s$/.test(file);

    /** @param {import('eslint').AST.Token | import('estree').Node | null | undefined} source */
    const judge = (source) => {
      if (!source || !('value' in source) || typeof source.value !== 'string') return;
      const name = source.value.replace(/[?#].*$/, '');
      /** @param {'folder' | 'package' | 'node'} messageId @param {string} to */
      const forbid = (messageId, to) => {
        context.report({
          node: /** @type {import('estree').Node} */ (source),
          messageId,
          data: { from, to },
        });
      };
      if (name.startsWith('.') || name.startsWith('/')) {
        const target = name.startsWith('/')
          ? name.slice(1)
          : within(context.cwd, path.resolve(path.dirname(context.filename), name));
        const to = target && projectFolder(target);
        if (!to || to === from || mayImport.includes(to) || (isTest && to === 'test')) return;
        forbid('folder', to);
      } else if (!isTest && noNode && isBuiltin(name)) forbid('node', name);
      else if (!isTest && noPackages?.test(name)) forbid('package', name);
    };

    return {
      ImportDeclaration: (node) => judge(node.source),
      ExportNamedDeclaration: (node) => judge(node.source),
      ExportAllDeclaration: (node) => judge(node.source),
      ImportExpression: (node) => judge(node.source),
      /** @param {any} node `import('…')` as a type */
      TSImportType: (node) => judge(node.source ?? node.argument?.literal),
    };
  },
};

/** @param {string} root @param {string} file */
function within(root, file) {
  const relative = path.relative(root, file).split(path.sep).join('/');
  return relative.startsWith('../') ? '' : relative;
}

/** The folder of the law that holds a file, if any. @param {string} file */
function folderOf(file) {
  return Object.keys(law).find((folder) => file.startsWith(`${folder}/`));
}

/** The folder that an import points to: one of the law's, or else its first one or two path parts. @param {string} target */
function projectFolder(target) {
  const known = Object.keys(law).find((folder) => target === folder || target.startsWith(`${folder}/`));
  if (known) return known;
  const parts = target.split('/');
  return parts.slice(0, parts[0] === 'src' ? 2 : 1).join('/');
}
