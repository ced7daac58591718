/**
 * Provider | region | country or zone | city | year | gCO2e per kWh (yearly mean, direct emissions), where the provider
 * publishes one: Google Cloud, "Carbon free energy for Google Cloud regions" (Apache-2.0).
 * Made by `npm run carbon-tables` from scripts/carbon/sources: change those.
 */
export const cloudRegionTable = `
aws | us-east-1 | US-MIDA-PJM | N. Virginia |  | 
aws | us-east-2 | US-MIDA-PJM | Ohio |  | 
aws | us-west-1 | US-CAL-CISO | N. California |  | 
aws | us-west-2 | US-NW-PACW | Oregon |  | 
aws | us-gov-east-1 | US-MIDA-PJM | GovCloud East |  | 
aws | us-gov-west-1 | US-NW-PACW | GovCloud West |  | 
aws | ca-central-1 | CA-QC | Montreal |  | 
aws | ca-west-1 | CA-AB | Calgary |  | 
aws | mx-central-1 | MX | Mexico |  | 
aws | sa-east-1 | BR-CS | São Paulo |  | 
aws | eu-west-1 | IE | Ireland |  | 
aws | eu-west-2 | GB | London |  | 
aws | eu-west-3 | FR | Paris |  | 
aws | eu-central-1 | DE | Frankfurt |  | 
aws | eu-central-2 | CH | Zurich |  | 
aws | eu-north-1 | SE-SE3 | Stockholm |  | 
aws | eu-south-1 | IT-NO | Milan |  | 
aws | eu-south-2 | ES | Aragón |  | 
aws | me-south-1 | BH | Bahrain |  | 
aws | me-central-1 | AE | United Arab Emirates |  | 
aws | il-central-1 | IL | Tel Aviv |  | 
aws | af-south-1 | ZA | Cape Town |  | 
aws | ap-east-1 | HK | Hong Kong |  | 
aws | ap-east-2 | TW | Taipei |  | 
aws | ap-south-1 | IN-WE | Mumbai |  | 
aws | ap-south-2 | IN-SO | Hyderabad |  | 
aws | ap-southeast-1 | SG | Singapore |  | 
aws | ap-southeast-2 | AU-NSW | Sydney |  | 
aws | ap-southeast-3 | ID | Jakarta |  | 
aws | ap-southeast-4 | AU-VIC | Melbourne |  | 
aws | ap-southeast-5 | MY-WM | Malaysia |  | 
aws | ap-southeast-6 | NZ | New Zealand |  | 
aws | ap-southeast-7 | TH | Thailand |  | 
aws | ap-northeast-1 | JP-TK | Tokyo |  | 
aws | ap-northeast-2 | KR | Seoul |  | 
aws | ap-northeast-3 | JP-KN | Osaka |  | 
aws | cn-north-1 | CN | Beijing |  | 
aws | cn-northwest-1 | CN | Ningxia |  | 
aws | eusc-de-east-1 | DE | Brandenburg |  | 
aws | me-west-1 | SA | Saudi Arabia |  | 
aws | sa-west-1 | CL-SEN | Chile |  | 
aws | us-iso-east-1 | US | isolated |  | 
aws | us-iso-west-1 | US | isolated |  | 
aws | us-isob-east-1 | US-MIDA-PJM | Ohio, isolated |  | 
aws | us-isob-west-1 | US | isolated |  | 
aws | us-isof-east-1 | US | isolated |  | 
aws | us-isof-south-1 | US | isolated |  | 
azure | eastus | US-MIDA-PJM | Virginia |  | 
azure | eastus2 | US-MIDA-PJM | Virginia |  | 
azure | centralus | US-MIDW-MISO | Iowa |  | 
azure | northcentralus | US-MIDA-PJM | Illinois |  | 
azure | southcentralus | US-TEX-ERCO | Texas |  | 
azure | westus | US-CAL-CISO | California |  | 
azure | westus2 | US-NW-GCPD | Washington |  | 
azure | westus3 | US-SW-AZPS | Phoenix |  | 
azure | westcentralus | US-NW-WACM | Wyoming |  | 
azure | usgovvirginia | US-MIDA-PJM | Virginia |  | 
azure | usgovarizona | US-SW-SRP | Arizona |  | 
azure | usgovtexas | US-TEX-ERCO | Texas |  | 
azure | canadacentral | CA-ON | Toronto |  | 
azure | canadaeast | CA-QC | Quebec City |  | 
azure | mexicocentral | MX | Querétaro |  | 
azure | brazilsouth | BR-CS | São Paulo |  | 
azure | brazilsoutheast | BR-CS | Rio de Janeiro |  | 
azure | chilecentral | CL-SEN | Santiago |  | 
azure | northeurope | IE | Ireland |  | 
azure | westeurope | NL | Netherlands |  | 
azure | uksouth | GB | London |  | 
azure | ukwest | GB | Cardiff |  | 
azure | francecentral | FR | Paris |  | 
azure | francesouth | FR | Marseille |  | 
azure | germanywestcentral | DE | Frankfurt |  | 
azure | germanynorth | DE | Berlin |  | 
azure | switzerlandnorth | CH | Zurich |  | 
azure | switzerlandwest | CH | Geneva |  | 
azure | norwayeast | NO-NO1 | Oslo |  | 
azure | norwaywest | NO-NO2 | Stavanger |  | 
azure | swedencentral | SE-SE3 | Gävle |  | 
azure | swedensouth | SE-SE4 | Malmö |  | 
azure | polandcentral | PL | Warsaw |  | 
azure | italynorth | IT-NO | Milan |  | 
azure | spaincentral | ES | Madrid |  | 
azure | austriaeast | AT | Vienna |  | 
azure | belgiumcentral | BE | Brussels |  | 
azure | denmarkeast | DK-DK2 | Copenhagen |  | 
azure | uaenorth | AE | Dubai |  | 
azure | uaecentral | AE | Abu Dhabi |  | 
azure | qatarcentral | QA | Doha |  | 
azure | israelcentral | IL | Israel |  | 
azure | southafricanorth | ZA | Johannesburg |  | 
azure | southafricawest | ZA | Cape Town |  | 
azure | eastasia | HK | Hong Kong |  | 
azure | southeastasia | SG | Singapore |  | 
azure | australiaeast | AU-NSW | New South Wales |  | 
azure | australiasoutheast | AU-VIC | Victoria |  | 
azure | australiacentral | AU-NSW | Canberra |  | 
azure | australiacentral2 | AU-NSW | Canberra |  | 
azure | japaneast | JP-TK | Tokyo |  | 
azure | japanwest | JP-KN | Osaka |  | 
azure | koreacentral | KR | Seoul |  | 
azure | koreasouth | KR | Busan |  | 
azure | centralindia | IN-WE | Pune |  | 
azure | westindia | IN-WE | Mumbai |  | 
azure | southindia | IN-SO | Chennai |  | 
azure | jioindiawest | IN-WE | Jamnagar |  | 
azure | jioindiacentral | IN-WE | Nagpur |  | 
azure | indonesiacentral | ID | Jakarta |  | 
azure | malaysiawest | MY-WM | Kuala Lumpur |  | 
azure | newzealandnorth | NZ | Auckland |  | 
azure | taiwannorth | TW | Taipei |  | 
azure | chinaeast | CN | Shanghai |  | 
azure | chinaeast2 | CN | Shanghai |  | 
azure | chinaeast3 | CN | Jiangsu |  | 
azure | chinanorth | CN | Beijing |  | 
azure | chinanorth2 | CN | Beijing |  | 
azure | chinanorth3 | CN | Hebei |  | 
azure | centraluseuap | US-MIDW-MISO | Iowa |  | 
azure | eastus2euap | US-MIDA-PJM | Virginia |  | 
azure | eastus3 | US-SE-SOCO | Georgia |  | 
azure | southcentralus2 | US-TEX-ERCO | Texas |  | 
azure | northeastus5 | US | place not published |  | 
azure | southeastus | US | place not published |  | 
azure | southeastus3 | US | place not published |  | 
azure | southeastus5 | US | place not published |  | 
azure | southwestus | US | place not published |  | 
azure | usdodcentral | US-MIDW-MISO | Iowa |  | 
azure | usdodeast | US-MIDA-PJM | Virginia |  | 
azure | indiasouthcentral | IN-SO | Hyderabad |  | 
azure | israelnorthwest | IL | Israel |  | 
azure | malaysiasouth | MY-WM | Johor |  | 
azure | taiwannorthwest | TW | Taiwan |  | 
azure | greececentral | GR | Athens |  | 
azure | saudiarabiaeast | SA | Eastern Province |  | 
gcp | africa-south1 | ZA | Johannesburg | 2024 | 656.85
gcp | asia-east1 | TW | Changhua County | 2024 | 439.29
gcp | asia-east2 | HK | Hong Kong | 2024 | 505.02
gcp | asia-northeast1 | JP-TK | Tokyo | 2024 | 452.85
gcp | asia-northeast2 | JP-KN | Osaka | 2024 | 296.19
gcp | asia-northeast3 | KR | Seoul | 2024 | 356.57
gcp | asia-south1 | IN-WE | Mumbai | 2024 | 678.76
gcp | asia-south2 | IN-NO | Delhi | 2024 | 531.83
gcp | asia-southeast1 | SG | Jurong West | 2024 | 366.85
gcp | asia-southeast2 | ID | Jakarta | 2024 | 560.55
gcp | australia-southeast1 | AU-NSW | Sydney | 2024 | 497.50
gcp | australia-southeast2 | AU-VIC | Melbourne | 2024 | 454.37
gcp | europe-central2 | PL | Warsaw | 2024 | 642.88
gcp | europe-north1 | FI | Hamina | 2024 | 39.32
gcp | europe-southwest1 | ES | Madrid | 2024 | 89.04
gcp | europe-west1 | BE | St. Ghislain | 2024 | 103.37
gcp | europe-west2 | GB | London | 2024 | 105.94
gcp | europe-west3 | DE | Frankfurt | 2024 | 275.82
gcp | europe-west4 | NL | Eemshaven | 2024 | 208.81
gcp | europe-west6 | CH | Zurich | 2024 | 15.05
gcp | europe-west8 | IT-NO | Milan | 2024 | 201.69
gcp | europe-west9 | FR | Paris | 2024 | 16.30
gcp | europe-west10 | DE | Berlin | 2024 | 275.82
gcp | europe-west12 | IT-NO | Turin | 2024 | 201.69
gcp | me-central1 | QA | Doha | 2024 | 366
gcp | me-central2 | SA | Dammam | 2024 | 382.23
gcp | me-west1 | IL | Tel Aviv | 2024 | 433.75
gcp | northamerica-northeast1 | CA-QC | Montreal | 2024 | 5.48
gcp | northamerica-northeast2 | CA-ON | Toronto | 2024 | 58.56
gcp | southamerica-east1 | BR-CS | São Paulo | 2024 | 67.32
gcp | southamerica-west1 | CL-SEN | Santiago | 2024 | 238.00
gcp | us-central1 | US-MIDW-MISO | Council Bluffs | 2024 | 412.72
gcp | us-east1 | US-CAR-SC | Moncks Corner | 2024 | 575.77
gcp | us-east4 | US-MIDA-PJM | Ashburn | 2024 | 323.05
gcp | us-east5 | US-MIDA-PJM | Columbus | 2024 | 323.05
gcp | us-south1 | US-TEX-ERCO | Dallas | 2024 | 302.95
gcp | us-west1 | US-NW-BPAT | The Dalles | 2024 | 79.23
gcp | us-west2 | US-CAL-LDWP | Los Angeles | 2024 | 169.28
gcp | us-west3 | US-NW-PACE | Salt Lake City | 2024 | 555.17
gcp | us-west4 | US-NW-NEVP | Las Vegas | 2024 | 357.30
gcp | europe-north2 | SE-SE3 | Stockholm | 2024 | 2.73
gcp | northamerica-south1 | MX | Querétaro | 2024 | 305.00
gcp | asia-southeast3 | TH | Bangkok |  | 
gcp | us-central2 | US-CENT-SWPP | Oklahoma | 2024 | 372.23
gcp | us-east2 | US-SE-SOCO | Georgia | 2024 | 340.42
oracle | us-ashburn-1 | US-MIDA-PJM | Ashburn |  | 
oracle | us-phoenix-1 | US-SW-SRP | Phoenix |  | 
oracle | us-sanjose-1 | US-CAL-CISO | San Jose |  | 
oracle | us-chicago-1 | US-MIDA-PJM | Chicago |  | 
oracle | uk-london-1 | GB | London |  | 
oracle | eu-frankfurt-1 | DE | Frankfurt |  | 
oracle | eu-amsterdam-1 | NL | Amsterdam |  | 
oracle | eu-zurich-1 | CH | Zurich |  | 
oracle | eu-stockholm-1 | SE-SE3 | Stockholm |  | 
oracle | eu-paris-1 | FR | Paris |  | 
oracle | eu-milan-1 | IT-NO | Milan |  | 
oracle | eu-madrid-1 | ES | Madrid |  | 
oracle | ca-toronto-1 | CA-ON | Toronto |  | 
oracle | ca-montreal-1 | CA-QC | Montreal |  | 
oracle | ap-tokyo-1 | JP-TK | Tokyo |  | 
oracle | ap-osaka-1 | JP-KN | Osaka |  | 
oracle | ap-seoul-1 | KR | Seoul |  | 
oracle | ap-mumbai-1 | IN-WE | Mumbai |  | 
oracle | ap-hyderabad-1 | IN-SO | Hyderabad |  | 
oracle | ap-singapore-1 | SG | Singapore |  | 
oracle | ap-sydney-1 | AU-NSW | Sydney |  | 
oracle | ap-melbourne-1 | AU-VIC | Melbourne |  | 
oracle | sa-saopaulo-1 | BR-CS | São Paulo |  | 
oracle | me-dubai-1 | AE | Dubai |  | 
oracle | me-jeddah-1 | SA | Jeddah |  | 
oracle | il-jerusalem-1 | IL | Jerusalem |  | 
oracle | af-johannesburg-1 | ZA | Johannesburg |  | 
ovh | gra | FR | Gravelines |  | 
ovh | rbx | FR | Roubaix |  | 
ovh | sbg | FR | Strasbourg |  | 
ovh | bhs | CA-QC | Beauharnois |  | 
ovh | waw | PL | Warsaw |  | 
ovh | lim | DE | Limburg |  | 
ovh | eri | GB | Erith |  | 
scaleway | fr-par | FR | Paris |  | 
scaleway | nl-ams | NL | Amsterdam |  | 
scaleway | pl-waw | PL | Warsaw |  | 
coreweave | lga1 | US-MIDA-PJM | Weehawken |  | 
coreweave | ord1 | US-MIDA-PJM | Chicago |  | 
coreweave | las1 | US-NW-NEVP | Las Vegas |  | 
`;
