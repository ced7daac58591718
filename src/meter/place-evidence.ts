import { readFileSync } from 'node:fs';
import type { PlaceEvidence } from '../carbon/place';

const instanceDataFiles = [
  '/run/cloud-init/instance-data.json',
  '/var/lib/cloud/instance/instance-data.json',
];
const firmwareFolder = '/sys/class/dmi/id';

/** Reads what this machine tells of its place: local files and variables, no network. */
export function readPlaceEvidence(environment: NodeJS.ProcessEnv = process.env): PlaceEvidence {
  const firmware = (name: string): string | null => readText(`${firmwareFolder}/${name}`)?.trim() ?? null;
  return {
    environment,
    instanceData: instanceDataFiles.map(readText).find((text) => text !== null) ?? null,
    firmware: {
      vendor: firmware('sys_vendor'),
      product: firmware('product_name'),
      assetTag: firmware('chassis_asset_tag'),
    },
  };
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
