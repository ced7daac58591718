import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as prettier from 'prettier';
import { architecturesPage, pagePath } from '../../../scripts/architectures-page';
import { libraryModelTypes } from '../../../src/model/families/catalogue';

describe('docs/architectures.md', () => {
  it('is what the catalogue says: `npm run architectures` writes it', async () => {
    const file = path.join(__dirname, '../../..', pagePath);
    const options = await prettier.resolveConfig(file);
    const page = await prettier.format(architecturesPage(), { ...options, filepath: file });
    assert.equal(readFileSync(file, 'utf8'), page);
  });

  it('has at least two hundred types, none twice', () => {
    assert.ok(libraryModelTypes.length >= 200);
    assert.equal(new Set(libraryModelTypes).size, libraryModelTypes.length);
  });
});
