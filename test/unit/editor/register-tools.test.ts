import assert from 'node:assert/strict';
import { createRequire, Module } from 'node:module';
import { toolNames } from '../../../src/editor/agents/tool-names';

interface Loader {
  _load(name: string, ...rest: unknown[]): unknown;
}

/** What a host's `vscode` has of language models; what is registered with it. */
function registerIn(languageModels: (registered: string[]) => unknown): string[] {
  const registered: string[] = [];
  const vscode = {
    Disposable: { from: (...all: unknown[]) => ({ all }) },
    l10n: { t: (text: string) => text },
    lm: languageModels(registered),
  };
  const loader = Module as unknown as Loader;
  const load = loader._load.bind(loader);
  const require = createRequire(__filename);
  const file = require.resolve('../../../src/editor/agents/register-tools');
  try {
    loader._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));
    // It keeps the host that it was loaded in.
    Reflect.deleteProperty(require.cache, file);
    const { registerAgentTools } = require(file) as {
      readonly registerAgentTools: (meterProgram: string) => { readonly all: readonly unknown[] };
    };
    const { all } = registerAgentTools('wattlens.js');
    assert.equal(all.length, registered.length);
  } finally {
    loader._load = load;
  }
  return registered;
}

describe('the tools for agents', () => {
  it('are registered where the host takes tools', () => {
    const registered = registerIn((names) => ({ registerTool: (name: string) => names.push(name) }));
    assert.deepEqual(registered.sort(), Object.values(toolNames).sort());
  });

  it('are absent, and nothing fails, on hosts without language models or without tools', () => {
    assert.deepEqual(
      registerIn(() => undefined),
      [],
    );
    assert.deepEqual(
      registerIn(() => ({ selectChatModels: () => [] })),
      [],
    );
  });
});
