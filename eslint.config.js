// How the scripts of pages and of the client are checked; `tsc` checks their names and calls (tsconfig.json).
'use strict';

const js = require('@eslint/js');
const stylistic = require('@stylistic/eslint-plugin');
const globals = require('globals');

module.exports = [
  { ignores: ['site/**', 'dist/**', 'node_modules/**', '.venv/**', 'bench/node_modules/**', 'tests/**/node_modules/**'] },
  js.configs.recommended,
  {
    files: ['**/*.js', '**/*.cjs'],
    plugins: { stylistic },
    languageOptions: { ecmaVersion: 2022, sourceType: 'script', globals: { ...globals.browser, Unstuck: 'writable' } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'consistent-return': 'error',
      curly: ['error', 'multi-line'],
      eqeqeq: 'error',
      'no-implicit-globals': 'error',
      'no-shadow': 'error',
      'no-unused-vars': ['error', { args: 'after-used' }],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': ['error', { destructuring: 'all' }],
      'prefer-template': 'error',
      strict: ['error', 'function'],
      'no-control-regex': 'off',
      'stylistic/arrow-parens': 'error',
      'stylistic/comma-dangle': ['error', 'always-multiline'],
      'stylistic/quotes': ['error', 'single', { avoidEscape: true }],
      'stylistic/semi': 'error',
    },
  },
  {
    // Made into a file of its own, behind the scripts that it needs.
    files: ['build/unstuck/client/client.js', '**/*.cjs', 'eslint.config.js'],
    languageOptions: { globals: { ...globals.node, ...globals.browser, Unstuck: 'writable' } },
    rules: { strict: 'off', 'no-implicit-globals': 'off', 'no-redeclare': 'off' },
  },
];
