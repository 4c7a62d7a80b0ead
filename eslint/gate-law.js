import path from 'node:path';

/**
 * The gate law: which folders may import what counts can be read from before they have passed the disclosure gate. Everybody
 * else gets shown counts from functions that these folders export. Tests may import anything.
 *
 * @type {Record<string, string[]>}
 */
export const doors = {
  'src/domain/disclosure/raw': [
    'src/domain/disclosure',
    'src/domain/measures',
    'src/domain/profile',
    'src/domain/condition',
    'src/domain/services',
    'src/domain/cohort',
    'src/domain/risk',
    'src/domain/ageing',
  ],
  'src/db': ['src/db', 'src/dataset'],
};

/** @type {import('eslint').Rule.RuleModule} */
export const gateLaw = {
  meta: {
    type: 'problem',
    docs: { description: 'keep counts behind the disclosure gate' },
    schema: [],
    messages: {
      door: '{{door}} holds counts that have not passed the disclosure gate; only {{folders}} may import it. Take shown counts from a function named release….',
    },
  },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
    if (!file.startsWith('src/') || /\.test\.[jt]s$/.test(file)) return {};

    /** @param {any} source */
    const judge = (source) => {
      if (typeof source?.value !== 'string' || !/^[./]/.test(source.value)) return;
      const name = source.value.replace(/[?#].*$/, '').replace(/\.[jt]s$/, '');
      const target = name.startsWith('/') ? name.slice(1) : path.posix.join(path.posix.dirname(file), name);
      const door = Object.keys(doors).find((each) => target === each || target.startsWith(`${each}/`));
      const folders = door === undefined ? undefined : doors[door];
      if (door === undefined || folders === undefined) return;
      if (folders.some((folder) => file.startsWith(`${folder}/`))) return;
      context.report({ node: source, messageId: 'door', data: { door, folders: folders.join(', ') } });
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
