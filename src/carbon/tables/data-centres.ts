/**
 * Provider, none for all | region, none for the mean of all of the provider’s | figure | value | year | source. PUE is a ratio,
 * WUE is in litres per kWh. The sources are told in src/carbon/data-centres.ts.
 * Made by `npm run carbon-tables` from scripts/carbon/sources: change those.
 */
export const dataCentreTable = `
 |  | pue | 1.56 | 2024 | uptime
ovh |  | pue | 1.09 | 2023 | greenAlgorithms
oracle |  | pue | 1.2 | 2023 | greenAlgorithms
aws |  | pue | 1.14 | 2025 | aws
aws |  | wue | 0.15 | 2024 | aws
gcp |  | pue | 1.09 | 2024 | gcp
azure |  | wue | 0.27 | 2025 | azure
azure |  | pue | 1.16 | 2024 | azure
azure | westus3 | pue | 1.13 | 2024 | azure
azure | northcentralus | pue | 1.25 | 2024 | azure
azure | centralus | pue | 1.16 | 2024 | azure
azure | southcentralus | pue | 1.28 | 2024 | azure
azure | eastus | pue | 1.14 | 2024 | azure
azure | eastus2 | pue | 1.14 | 2024 | azure
azure | westus2 | pue | 1.16 | 2024 | azure
azure | westcentralus | pue | 1.12 | 2024 | azure
azure | southeastasia | pue | 1.3 | 2024 | azure
azure | northeurope | pue | 1.18 | 2024 | azure
azure | westeurope | pue | 1.14 | 2024 | azure
azure | swedencentral | pue | 1.16 | 2024 | azure
azure | polandcentral | pue | 1.19 | 2024 | azure
aws | af-south-1 | pue | 1.24 | 2024 | greenSoftware
aws | ap-northeast-1 | pue | 1.27 | 2024 | greenSoftware
aws | ap-northeast-1 | wue | 0.91 | 2024 | greenSoftware
aws | ap-south-1 | pue | 1.42 | 2024 | greenSoftware
aws | ap-south-2 | pue | 1.46 | 2024 | greenSoftware
aws | ap-southeast-1 | pue | 1.32 | 2024 | greenSoftware
aws | ap-southeast-1 | wue | 1.68 | 2024 | greenSoftware
aws | ap-southeast-2 | pue | 1.16 | 2024 | greenSoftware
aws | ap-southeast-2 | wue | 0.12 | 2024 | greenSoftware
aws | ap-southeast-3 | pue | 1.4 | 2024 | greenSoftware
aws | ap-southeast-3 | wue | 2.75 | 2024 | greenSoftware
aws | ap-southeast-4 | pue | 1.07 | 2024 | greenSoftware
aws | ap-southeast-4 | wue | 0.02 | 2024 | greenSoftware
aws | ca-central-1 | pue | 1.19 | 2024 | greenSoftware
aws | ca-central-1 | wue | 0.04 | 2024 | greenSoftware
aws | ca-west-1 | pue | 1.17 | 2024 | greenSoftware
aws | ca-west-1 | wue | 0.08 | 2024 | greenSoftware
aws | cn-northwest-1 | pue | 1.25 | 2024 | greenSoftware
aws | eu-central-1 | pue | 1.35 | 2024 | greenSoftware
aws | eu-central-1 | wue | 0.01 | 2024 | greenSoftware
aws | eu-north-1 | pue | 1.1 | 2024 | greenSoftware
aws | eu-north-1 | wue | 0.02 | 2024 | greenSoftware
aws | eu-south-2 | pue | 1.09 | 2024 | greenSoftware
aws | eu-south-2 | wue | 0.24 | 2024 | greenSoftware
aws | eu-west-1 | pue | 1.11 | 2024 | greenSoftware
aws | eu-west-1 | wue | 0.03 | 2024 | greenSoftware
aws | me-central-1 | pue | 1.27 | 2024 | greenSoftware
aws | me-south-1 | pue | 1.33 | 2024 | greenSoftware
aws | sa-east-1 | pue | 1.17 | 2024 | greenSoftware
aws | sa-east-1 | wue | 0.23 | 2024 | greenSoftware
aws | us-east-1 | pue | 1.15 | 2024 | greenSoftware
aws | us-east-1 | wue | 0.12 | 2024 | greenSoftware
aws | us-east-2 | pue | 1.13 | 2024 | greenSoftware
aws | us-east-2 | wue | 0.1 | 2024 | greenSoftware
aws | us-west-1 | pue | 1.18 | 2024 | greenSoftware
aws | us-west-1 | wue | 0.51 | 2024 | greenSoftware
aws | us-west-2 | pue | 1.12 | 2024 | greenSoftware
aws | us-west-2 | wue | 0.16 | 2024 | greenSoftware
azure | centralus | wue | 0.19 | 2022 | greenSoftware
azure | eastus | wue | 0.17 | 2022 | greenSoftware
azure | eastus2 | wue | 0.17 | 2022 | greenSoftware
azure | northcentralus | wue | 0.79 | 2022 | greenSoftware
azure | northeurope | wue | 0.03 | 2022 | greenSoftware
azure | southcentralus | wue | 1.82 | 2022 | greenSoftware
azure | southeastasia | wue | 2.06 | 2022 | greenSoftware
azure | swedencentral | wue | 0.16 | 2022 | greenSoftware
azure | westcentralus | wue | 0.23 | 2022 | greenSoftware
azure | westeurope | wue | 0.08 | 2022 | greenSoftware
azure | westus2 | wue | 1.09 | 2022 | greenSoftware
azure | westus3 | wue | 2.24 | 2022 | greenSoftware
gcp | asia-east1 | pue | 1.12 | 2024 | greenSoftware
gcp | asia-southeast1 | pue | 1.16 | 2024 | greenSoftware
gcp | europe-north1 | pue | 1.09 | 2024 | greenSoftware
gcp | europe-west1 | pue | 1.09 | 2024 | greenSoftware
gcp | europe-west4 | pue | 1.07 | 2024 | greenSoftware
gcp | southamerica-west1 | pue | 1.12 | 2024 | greenSoftware
gcp | us-central1 | pue | 1.1 | 2024 | greenSoftware
gcp | us-east1 | pue | 1.1 | 2024 | greenSoftware
gcp | us-east4 | pue | 1.09 | 2024 | greenSoftware
gcp | us-east5 | pue | 1.09 | 2023 | greenSoftware
gcp | us-south1 | pue | 1.12 | 2024 | greenSoftware
gcp | us-west1 | pue | 1.07 | 2024 | greenSoftware
gcp | us-west4 | pue | 1.08 | 2024 | greenSoftware
`;
