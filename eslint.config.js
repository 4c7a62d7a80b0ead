import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { gateLaw } from './eslint/gate-law.js';
import { importLaw } from './eslint/import-law.js';

const typed = ['**/*.ts', '**/*.svelte.ts'];

export default defineConfig(
  globalIgnores(['dist/', 'public/', 'test-results/', 'playwright-report/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  { files: typed, extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylistic] },
  { files: ['**/*.svelte'], extends: [tseslint.configs.strict] },
  svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    files: ['**/*.ts', '**/*.svelte'],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './tsconfig.node.json'],
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
  },
  {
    files: ['**/*.ts', '**/*.svelte'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      // TypeScript knows the globals.
      'no-undef': 'off',
      // Indexed reads are checked (noUncheckedIndexedAccess); `!` is how numeric code says that the index is in range.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: typed,
    rules: {
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    rules: {
      'svelte/button-has-type': 'error',
      'svelte/no-target-blank': 'error',
      // Made for SvelteKit's router, which this site does not have.
      'svelte/no-navigation-without-resolve': 'off',
      // Sets, maps and tables are replaced, not changed ($state.raw), so the plain classes are right.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    files: ['src/**', 'data/**'],
    plugins: { catchment: { rules: { 'import-law': importLaw, 'gate-law': gateLaw } } },
    rules: { 'catchment/import-law': 'error', 'catchment/gate-law': 'error' },
  },
  {
    files: ['src/domain/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['window', 'document', 'fetch', 'localStorage', 'navigator', 'process', 'Buffer', 'console'].map(
          (name) => ({
            name,
            message: 'src/domain is pure: no input, no output.',
          }),
        ),
      ],
    },
  },
  { files: ['**/*.js', '**/*.mjs', '.ci/**'], languageOptions: { globals: globals.node } },
  {
    files: ['**/*.test.ts', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // Playwright fixtures that need no other fixture are written with an empty pattern.
      'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
    },
  },
);
