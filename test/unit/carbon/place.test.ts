import assert from 'node:assert/strict';
import fc from 'fast-check';
import { choosePlace, suggestPlace, type PlaceEvidence } from '../../../src/carbon/place';
import { pueFor } from '../../../src/meter/carbon';
import { findIntensity } from '../../../src/carbon/intensity';

const laptop: PlaceEvidence = {
  environment: {},
  instanceData: null,
  firmware: { vendor: 'LENOVO', product: '20XW', assetTag: 'No Asset Information' },
};
const instanceData = (v1: object): string => JSON.stringify({ base64_encoded_keys: [], v1 });

describe('the place of a run', () => {
  it('is what was set, before all else', () => {
    const place = choosePlace('FR', {
      ...laptop,
      instanceData: instanceData({ cloud_name: 'aws', region: 'us-east-1' }),
    });
    assert.deepEqual(place, { region: 'FR', from: 'as set', cloud: 'aws' });
  });

  it('is the cloud region that the machine names', () => {
    const amazon = { vendor: 'Amazon EC2', product: 'p5.48xlarge', assetTag: 'Amazon EC2' };
    const azure = {
      vendor: 'Microsoft Corporation',
      product: 'Virtual Machine',
      assetTag: '7783-7084-3265-9085-8269-3286-77',
    };
    const google = { vendor: 'Google', product: 'Google Compute Engine', assetTag: null };
    const cases: [Partial<PlaceEvidence>, string][] = [
      [{ instanceData: instanceData({ cloud_name: 'aws', region: 'eu-north-1' }) }, 'aws:eu-north-1'],
      [
        { instanceData: instanceData({ cloud_name: 'gce', availability_zone: 'us-central1-b' }) },
        'gcp:us-central1',
      ],
      [{ instanceData: instanceData({ cloud_name: 'azure', region: 'westeurope' }) }, 'azure:westeurope'],
      [{ firmware: amazon, environment: { AWS_REGION: 'us-west-2' } }, 'aws:us-west-2'],
      [
        { firmware: amazon, environment: { AWS_REGION: '', AWS_DEFAULT_REGION: 'us-west-2' } },
        'aws:us-west-2',
      ],
      [{ environment: { SM_TRAINING_ENV: '{}', AWS_REGION: 'us-east-1' } }, 'aws:us-east-1'],
      [{ firmware: google, environment: { CLOUDSDK_COMPUTE_ZONE: 'europe-west4-a' } }, 'gcp:europe-west4'],
      [{ environment: { CLOUD_ML_JOB_ID: '1', CLOUD_ML_REGION: 'us-east4' } }, 'gcp:us-east4'],
      [{ firmware: azure, environment: { REGION_NAME: 'West Europe' } }, 'azure:West Europe'],
      [{ environment: { RUNPOD_DC_ID: 'EU-RO-1' } }, 'RO'],
      [{ environment: { RUNPOD_DC_ID: 'US-TX-3' } }, 'US-TX'],
      [{ environment: { RUNPOD_DC_ID: 'CA-MTL-1' } }, 'CA-QC'],
    ];
    for (const [told, region] of cases) {
      const place = choosePlace(undefined, { ...laptop, ...told });
      assert.equal(place.region, region);
      assert.ok(findIntensity(region) !== null);
      assert.notEqual(place.from, 'no place was named');
    }
  });

  it('is a data centre’s where the machine names it, though no region of a cloud', async () => {
    const pod = choosePlace(undefined, { ...laptop, environment: { RUNPOD_DC_ID: 'EU-RO-1' } });
    const bases = [pod, { region: 'aws:us-east-1', cloud: 'aws' }, choosePlace('RO', laptop)].map(
      async (place) => (await pueFor(undefined, place)).basis,
    );
    assert.deepEqual(await Promise.all(bases), ['survey', 'region', 'room']);
    assert.equal((await pueFor(1.2, pod)).pue, 1.2);
    assert.equal((await pueFor(undefined, choosePlace(undefined, laptop))).pue, 1);
  });

  it('is a provider’s data centre where its region is not known, or a country was set', async () => {
    const amazon = { vendor: 'Amazon EC2', product: 'p5.48xlarge', assetTag: 'Amazon EC2' };
    const told: Partial<PlaceEvidence>[] = [
      { firmware: amazon },
      { firmware: amazon, environment: { AWS_REGION: 'mars-north-1' } },
      { instanceData: instanceData({ cloud_name: 'aws', region: 'mars-north-1' }) },
      { instanceData: instanceData({ cloud_name: 'aws' }) },
    ];
    for (const each of told) {
      const place = choosePlace(undefined, { ...laptop, ...each });
      assert.equal(place.region, null);
      const { pue, basis, range, source } = await pueFor(undefined, place);
      assert.deepEqual([pue, basis, range?.mid], [1.14, 'provider', 1.14]);
      assert.match(source, /^mean of the data centres of aws: Amazon/);
      assert.equal((await pueFor(undefined, choosePlace('DE', { ...laptop, ...each }))).pue, 1.14);
      assert.equal((await pueFor(undefined, choosePlace('aws:eu-north-1', { ...laptop, ...each }))).pue, 1.1);
    }
    const chromebook = { vendor: 'Google', product: 'Eve', assetTag: null };
    const environment = { CLOUDSDK_COMPUTE_REGION: 'us-central1' };
    const place = choosePlace(undefined, { ...laptop, environment, firmware: chromebook });
    assert.deepEqual([place.region, place.cloud], [null, null]);
  });

  it('is not the region that a laptop has set for its tools', () => {
    const environment = {
      AWS_REGION: 'us-east-1',
      CLOUDSDK_COMPUTE_REGION: 'us-central1',
      AZURE_REGION: 'eastus',
    };
    assert.equal(choosePlace(undefined, { ...laptop, environment }).region, null);
    const hyperV = { vendor: 'Microsoft Corporation', product: 'Virtual Machine', assetTag: '1234' };
    assert.equal(choosePlace(undefined, { ...laptop, environment, firmware: hyperV }).region, null);
  });

  it('is suggested by the time zone, and never taken from it', () => {
    assert.deepEqual(choosePlace(undefined, laptop), {
      region: null,
      from: 'no place was named',
      cloud: null,
    });
    assert.equal(suggestPlace('Europe/Berlin'), 'DE');
    assert.equal(suggestPlace('America/New_York'), 'US');
    assert.equal(suggestPlace('Asia/Tokyo'), 'JP');
    for (const zone of ['UTC', 'Etc/UTC', 'Nowhere/Town', '']) assert.equal(suggestPlace(zone), null);
  });

  it('copes with anything that files and variables hold', () => {
    fc.assert(
      fc.property(fc.string(), fc.json(), fc.string(), (text, json, name) => {
        for (const data of [text, json, instanceData({ cloud_name: 'aws', region: name })]) {
          const { region } = choosePlace(undefined, {
            ...laptop,
            instanceData: data,
            environment: { RUNPOD_DC_ID: name },
          });
          assert.ok(region === null || findIntensity(region) !== null);
        }
      }),
    );
  });
});
