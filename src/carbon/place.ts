import * as v from 'valibot';
import { findIntensity } from './intensity';
import { originTexts } from './origin-texts';
import { allPlaces } from './places';

/** What a machine tells of where it stands, without asking anybody. */
export interface PlaceEvidence {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** cloud-init's instance-data.json, as text; null where there is none. */
  readonly instanceData: string | null;
  /** Maker, product and asset tag of the machine, as its firmware tells them; null where it does not. */
  readonly firmware: {
    readonly vendor: string | null;
    readonly product: string | null;
    readonly assetTag: string | null;
  };
}

export interface ChosenPlace {
  /** A place that has an intensity; null where none was named. */
  readonly region: string | null;
  /** Where it comes from, for people: a phrase. */
  readonly from: string;
  /** Whose data centre the machine itself tells that it stands in (`aws`, `runpod`, …), whatever was set; null where it tells of none. */
  readonly cloud: string | null;
}

/** Asset tag of every virtual machine on Azure; Hyper-V on a desktop has another. */
const azureAssetTag = '7783-7084-3265-9085-8269-3286-77';

const instanceDataSchema = v.object({
  v1: v.object({
    cloud_name: v.optional(v.nullable(v.string())),
    region: v.optional(v.nullable(v.string())),
    availability_zone: v.optional(v.nullable(v.string())),
  }),
});

interface Named {
  readonly region: string;
  readonly from: string;
}

/**
 * Where the electricity comes from: what the user set, else the cloud region that the machine itself names, else not
 * known. A region in the environment counts only where the machine is one of that cloud: people keep AWS_REGION set on
 * their laptops.
 */
export function choosePlace(setting: string | undefined, evidence: PlaceEvidence): ChosenPlace {
  const initialized = fromInstanceData(evidence.instanceData);
  const cloud =
    initialized?.provider ??
    clouds.find(({ isHere }) => isHere(evidence))?.provider ??
    (isSet(evidence, ['RUNPOD_DC_ID']) ? 'runpod' : null);
  if (setting !== undefined) return { region: setting, from: originTexts.write('as set'), cloud };
  const found = [initialized?.named ?? null, fromEnvironment(evidence)].find(
    (named) => named !== null && findIntensity(named.region) !== null,
  );
  return found === undefined || found === null
    ? { region: null, from: 'no place was named', cloud }
    : { ...found, cloud };
}

/** The cloud that cloud-init tells, and its region where it tells one. */
function fromInstanceData(
  text: string | null,
): { readonly provider: string; readonly named: Named | null } | null {
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const result = v.safeParse(instanceDataSchema, value);
  if (!result.success) return null;
  const { cloud_name: cloud, region, availability_zone: zone } = result.output.v1;
  const provider = { aws: 'aws', gce: 'gcp', azure: 'azure', oracle: 'oracle' }[cloud ?? ''];
  if (provider === undefined) return null;
  const name = region ?? (provider === 'gcp' ? withoutZone(zone) : zone);
  return {
    provider,
    named:
      name === null || name === undefined
        ? null
        : { region: `${provider}:${name}`, from: originTexts.write('named by cloud-init on this machine') },
  };
}

/** `us-central1-a` is in `us-central1`. */
const withoutZone = (zone: string | null | undefined): string | undefined => zone?.replace(/-[a-z]$/, '');

interface CloudVariables {
  readonly provider: string;
  /** Whether this machine is one of that cloud. */
  readonly isHere: (evidence: PlaceEvidence) => boolean;
  readonly regionNames: readonly string[];
}

const isSet = ({ environment }: PlaceEvidence, names: readonly string[]): boolean =>
  names.some((name) => (environment[name] ?? '') !== '');

const clouds: readonly CloudVariables[] = [
  {
    provider: 'aws',
    isHere: (evidence) =>
      /^Amazon/i.test(evidence.firmware.vendor ?? '') ||
      isSet(evidence, [
        'AWS_EXECUTION_ENV',
        'ECS_CONTAINER_METADATA_URI',
        'ECS_CONTAINER_METADATA_URI_V4',
        'SM_TRAINING_ENV',
        'TRAINING_JOB_ARN',
      ]),
    regionNames: ['AWS_REGION', 'SAGEMAKER_REGION', 'AWS_DEFAULT_REGION'],
  },
  {
    provider: 'gcp',
    // A Chromebook is Google's as well.
    isHere: (evidence) =>
      /^Google Compute Engine/i.test(evidence.firmware.product ?? '') ||
      isSet(evidence, ['CLOUD_ML_JOB_ID', 'CLOUD_ML_PROJECT_ID', 'K_SERVICE']),
    regionNames: [
      'CLOUD_ML_REGION',
      'GOOGLE_CLOUD_REGION',
      'CLOUDSDK_COMPUTE_REGION',
      'CLOUDSDK_COMPUTE_ZONE',
    ],
  },
  {
    provider: 'azure',
    isHere: (evidence) =>
      evidence.firmware.assetTag === azureAssetTag ||
      isSet(evidence, ['AZUREML_RUN_ID', 'WEBSITE_SITE_NAME']),
    regionNames: ['AZUREML_LOCATION', 'AZURE_REGION', 'REGION_NAME'],
  },
  {
    provider: 'oracle',
    isHere: (evidence) => evidence.firmware.assetTag === 'OracleCloud.com',
    regionNames: ['OCI_REGION', 'OCI_RESOURCE_PRINCIPAL_REGION'],
  },
];

function fromEnvironment(evidence: PlaceEvidence): Named | null {
  for (const { provider, isHere, regionNames } of clouds) {
    if (!isHere(evidence)) continue;
    for (const name of regionNames) {
      const value = evidence.environment[name];
      if (value === undefined || value === '') continue;
      const candidates = [`${provider}:${value}`, `${provider}:${withoutZone(value) ?? value}`];
      const region = candidates.find((candidate) => findIntensity(candidate) !== null);
      if (region !== undefined) return { region, from: originTexts.write('named by {0}', name) };
    }
  }
  return fromRunPod(evidence.environment['RUNPOD_DC_ID']);
}

/** RunPod's data centres carry a country, or a state of the USA: `EU-RO-1`, `EUR-IS-2`, `US-TX-3`, `CA-MTL-1`. */
function fromRunPod(name: string | undefined): Named | null {
  const [area = '', part = ''] = (name ?? '').toUpperCase().split('-');
  const region =
    area === 'US'
      ? `US-${part}`
      : area === 'CA'
        ? part === 'MTL'
          ? 'CA-QC'
          : 'CA'
        : area === ''
          ? ''
          : part;
  return region === '' ? null : { region, from: originTexts.write('named by {0}', 'RUNPOD_DC_ID') };
}

/**
 * The country that a time zone (IANA name) lies in, which makes it likely and no more: for the user to confirm, never to
 * be taken by itself. Null where it lies in none, or in one without a value.
 */
export function suggestPlace(timeZone: string): string | null {
  if (!timeZone.includes('/')) return null;
  const country = allPlaces.find(
    ({ kind, code, fact }) =>
      kind === 'country' && fact !== null && code.length === 2 && timeZonesOf(code).includes(timeZone),
  );
  return country?.code ?? null;
}

/** As the engine's own data has it (CLDR); empty where the engine does not tell. */
function timeZonesOf(country: string): readonly string[] {
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & {
    getTimeZones?: (this: Intl.Locale) => string[] | undefined;
    timeZones?: string[];
  };
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}
