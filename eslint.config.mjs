// Types, style and, above all, the import directions of docs/architecture.md: each room names the rooms
// it may import, and everything else is refused with the reason.
import { fileURLToPath } from 'node:url';
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/**
 * @typedef {{ regex: string, message: string }} RefusedImport
 * @typedef {NonNullable<import('typescript-eslint').ConfigArray[number]['rules']>} Rules
 */

/**
 * The rooms of `src` and what each may import. Keep in step with docs/architecture.md.
 * @type {Record<string, readonly string[]>}
 */
const sharedRooms = {
  units: [],
  python: [],
  model: ['units', 'python'],
  hardware: ['units'],
  carbon: ['units'],
  energy: ['model', 'hardware', 'carbon', 'units'],
  advice: ['energy', 'model', 'hardware', 'units'],
  detect: ['units', 'python'],
  processes: [],
  files: ['detect'],
  grid: ['units', 'carbon', 'files'],
  progress: ['units'],
  runs: ['units', 'carbon', 'progress', 'files'],
};

/**
 * The two programs stand on all of them.
 * @type {Record<string, readonly string[]>}
 */
const rooms = { ...sharedRooms, meter: Object.keys(sharedRooms), editor: Object.keys(sharedRooms) };

/** Rooms that know neither Node's I/O nor VS Code nor the DOM, so that they run anywhere unchanged. */
const pureRooms = [
  'units',
  'python',
  'model',
  'hardware',
  'carbon',
  'energy',
  'advice',
  'detect',
  'progress',
];

const vscodeOnlyInEditor = {
  regex: '^vscode$',
  message: 'vscode is imported in src/editor and src/extension.ts alone.',
};
const koffiOnlyInSources = {
  regex: '^koffi$',
  message: 'koffi is imported in src/meter/sources alone.',
};
const toolkitOnlyInOneFile = {
  regex: '^@vscode/webview-ui-toolkit',
  message:
    'The toolkit is imported in webview/toolkit.ts alone, so that its successor is a change of one file.',
};
const noNodeInPureRooms = {
  regex: '^node:',
  message: 'This room is pure: no Node I/O. Pass the data in.',
};

/** @param {string} room */
function roomPatterns(room) {
  const allowed = rooms[room] ?? [];
  const refused = Object.keys(rooms).filter((other) => other !== room && !allowed.includes(other));
  return [
    {
      regex: `^(\\.\\./)+(${refused.join('|')})/`,
      message: `src/${room} may import ${allowed.length > 0 ? allowed.join(', ') : 'no other room'} (docs/architecture.md).`,
    },
    ...(room === 'editor'
      ? []
      : [vscodeOnlyInEditor, { regex: 'webview/', message: 'Only src/editor speaks the panel protocol.' }]),
    ...(pureRooms.includes(room) ? [noNodeInPureRooms] : []),
    koffiOnlyInSources,
    toolkitOnlyInOneFile,
  ];
}

/**
 * @param {RefusedImport[]} patterns
 * @returns {Rules}
 */
const restrict = (patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

export default tseslint.config(
  { ignores: ['dist', 'out', 'node_modules', '.vscode-test', 'examples'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './webview/tsconfig.json'],
        tsconfigRootDir: fileURLToPath(new URL('.', import.meta.url)),
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } },
      ],
    },
  },
  ...Object.keys(rooms).map((room) => ({
    files: [`src/${room}/**/*.ts`],
    rules: restrict(roomPatterns(room)),
  })),
  {
    files: ['src/meter/sources/**/*.ts'],
    rules: restrict(roomPatterns('meter').filter((pattern) => pattern !== koffiOnlyInSources)),
  },
  {
    files: ['src/extension.ts'],
    rules: restrict([
      {
        regex: `^\\./(${Object.keys(rooms)
          .filter((room) => room !== 'editor')
          .join('|')})/`,
        message: 'extension.ts only wires the editor.',
      },
      koffiOnlyInSources,
      toolkitOnlyInOneFile,
    ]),
  },
  {
    files: ['webview/**/*.ts'],
    rules: restrict([
      {
        regex: `/src/(${Object.keys(rooms)
          .filter((room) => room !== 'units')
          .join('|')})/`,
        message: 'The view imports units and its protocol.',
      },
      vscodeOnlyInEditor,
      koffiOnlyInSources,
      toolkitOnlyInOneFile,
    ]),
  },
  {
    files: ['webview/toolkit.ts'],
    rules: restrict([vscodeOnlyInEditor, koffiOnlyInSources]),
  },
  {
    // Plain JavaScript that runs before anything is installed: typed by JSDoc, checked by tsc.
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        fetch: 'readonly',
      },
    },
    rules: { 'no-restricted-exports': 'off', '@typescript-eslint/explicit-function-return-type': 'off' },
  },
  {
    files: ['eslint.config.mjs'],
    ...tseslint.configs.disableTypeChecked,
  },
);
