// `npm run architectures`: writes docs/architectures.md, what is covered of each of the library's mappings and what is not.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as prettier from 'prettier';
import { architecturesPage, pagePath } from './architectures-page';

async function main(): Promise<void> {
  const target = path.join(__dirname, '..', pagePath);
  const options = await prettier.resolveConfig(target);
  writeFileSync(target, await prettier.format(architecturesPage(), { ...options, filepath: target }));
  console.log(`${pagePath} written`);
}

void main();
