/**
 * ISO-2 | ISO-3 | name | year | gCO2e per kWh (yearly mean, life cycle) of the 249 countries of ISO 3166-1; no year and
 * value where none is published, or the published one is 0. Our World in Data (CC BY 4.0), from Ember (CC BY 4.0) and
 * the Energy Institute.
 * Made by `npm run carbon-tables` from scripts/carbon/sources: change those.
 */
export const countryTable = `
AD | AND | Andorra |  | 
AE | ARE | United Arab Emirates | 2023 | 492.7
AF | AFG | Afghanistan | 2023 | 123.7
AG | ATG | Antigua and Barbuda | 2023 | 611.1
AI | AIA | Anguilla |  | 
AL | ALB | Albania | 2023 | 24.4
AM | ARM | Armenia | 2024 | 244.3
AO | AGO | Angola | 2023 | 167.2
AQ | ATA | Antarctica |  | 
AR | ARG | Argentina | 2024 | 358.9
AS | ASM | American Samoa | 2023 | 647.1
AT | AUT | Austria | 2024 | 102.6
AU | AUS | Australia | 2024 | 551.6
AW | ABW | Aruba | 2022 | 550.0
AX | ALA | Åland Islands |  | 
AZ | AZE | Azerbaijan | 2024 | 633.1
BA | BIH | Bosnia and Herzegovina | 2024 | 638.0
BB | BRB | Barbados | 2023 | 600.0
BD | BGD | Bangladesh | 2024 | 694.6
BE | BEL | Belgium | 2024 | 117.6
BF | BFA | Burkina Faso | 2023 | 554.9
BG | BGR | Bulgaria | 2024 | 264.2
BH | BHR | Bahrain | 2023 | 902.4
BI | BDI | Burundi | 2023 | 230.8
BJ | BEN | Benin | 2023 | 590.0
BL | BLM | Saint Barthélemy |  | 
BM | BMU | Bermuda | 2023 | 640.6
BN | BRN | Brunei | 2023 | 892.7
BO | BOL | Bolivia | 2024 | 468.0
BQ | BES | Bonaire, Sint Eustatius and Saba |  | 
BR | BRA | Brazil | 2024 | 103.2
BS | BHS | Bahamas | 2022 | 653.7
BT | BTN | Bhutan | 2023 | 24.2
BV | BVT | Bouvet Island |  | 
BW | BWA | Botswana | 2023 | 849.4
BY | BLR | Belarus | 2024 | 313.6
BZ | BLZ | Belize | 2023 | 155.6
CA | CAN | Canada | 2024 | 174.8
CC | CCK | Cocos (Keeling) Islands |  | 
CD | COD | Democratic Republic of Congo | 2023 | 27.0
CF | CAF | Central African Republic |  | 
CG | COG | Congo | 2023 | 713.7
CH | CHE | Switzerland | 2024 | 36.6
CI | CIV | Cote d'Ivoire | 2023 | 393.5
CK | COK | Cook Islands | 2022 | 250.0
CL | CHL | Chile | 2024 | 265.5
CM | CMR | Cameroon | 2023 | 285.7
CN | CHN | China | 2024 | 559.6
CO | COL | Colombia | 2024 | 285.8
CR | CRI | Costa Rica | 2024 | 63.0
CU | CUB | Cuba | 2023 | 639.0
CV | CPV | Cape Verde | 2022 | 480.0
CW | CUW | Curaçao |  | 
CX | CXR | Christmas Island |  | 
CY | CYP | Cyprus | 2024 | 512.2
CZ | CZE | Czechia | 2024 | 413.9
DE | DEU | Germany | 2024 | 344.1
DJ | DJI | Djibouti | 2023 | 450.0
DK | DNK | Denmark | 2024 | 143.3
DM | DMA | Dominica | 2023 | 600.0
DO | DOM | Dominican Republic | 2024 | 566.7
DZ | DZA | Algeria | 2023 | 633.6
EC | ECU | Ecuador | 2024 | 209.7
EE | EST | Estonia | 2024 | 341.0
EG | EGY | Egypt | 2024 | 571.9
EH | ESH | Western Sahara | 2009 | 666.7
ER | ERI | Eritrea | 2023 | 590.9
ES | ESP | Spain | 2024 | 146.2
ET | ETH | Ethiopia | 2023 | 23.5
FI | FIN | Finland | 2024 | 72.2
FJ | FJI | Fiji | 2023 | 278.3
FK | FLK | Falkland Islands | 2022 | 1000.0
FM | FSM | Micronesia, Federated States of |  | 
FO | FRO | Faroe Islands | 2022 | 354.2
FR | FRA | France | 2024 | 44.2
GA | GAB | Gabon | 2023 | 429.5
GB | GBR | United Kingdom | 2024 | 210.9
GD | GRD | Grenada | 2022 | 666.7
GE | GEO | Georgia | 2024 | 143.1
GF | GUF | French Guiana | 2022 | 204.1
GG | GGY | Guernsey |  | 
GH | GHA | Ghana | 2023 | 452.9
GI | GIB | Gibraltar | 2023 | 590.9
GL | GRL | Greenland | 2022 | 111.1
GM | GMB | Gambia | 2023 | 666.7
GN | GIN | Guinea | 2023 | 182.7
GP | GLP | Guadeloupe | 2022 | 493.9
GQ | GNQ | Equatorial Guinea | 2023 | 605.1
GR | GRC | Greece | 2024 | 319.8
GS | SGS | South Georgia and the South Sandwich Islands |  | 
GT | GTM | Guatemala | 2023 | 272.7
GU | GUM | Guam | 2022 | 611.1
GW | GNB | Guinea-Bissau | 2022 | 625.0
GY | GUY | Guyana | 2023 | 634.3
HK | HKG | Hong Kong | 2023 | 682.0
HM | HMD | Heard Island and McDonald Islands |  | 
HN | HND | Honduras | 2023 | 289.5
HR | HRV | Croatia | 2024 | 174.5
HT | HTI | Haiti | 2022 | 534.7
HU | HUN | Hungary | 2024 | 182.8
ID | IDN | Indonesia | 2023 | 682.4
IE | IRL | Ireland | 2024 | 279.7
IL | ISR | Israel | 2023 | 567.3
IM | IMN | Isle of Man |  | 
IN | IND | India | 2024 | 708.3
IO | IOT | British Indian Ocean Territory |  | 
IQ | IRQ | Iraq | 2023 | 689.4
IR | IRN | Iran | 2024 | 641.9
IS | ISL | Iceland | 2023 | 28.3
IT | ITA | Italy | 2024 | 287.5
JE | JEY | Jersey |  | 
JM | JAM | Jamaica | 2022 | 561.2
JO | JOR | Jordan | 2022 | 539.2
JP | JPN | Japan | 2024 | 482.3
KE | KEN | Kenya | 2024 | 84.8
KG | KGZ | Kyrgyzstan | 2024 | 163.7
KH | KHM | Cambodia | 2024 | 497.5
KI | KIR | Kiribati | 2022 | 500.0
KM | COM | Comoros | 2023 | 642.9
KN | KNA | Saint Kitts and Nevis | 2022 | 636.4
KP | PRK | North Korea | 2022 | 344.3
KR | KOR | South Korea | 2024 | 414.3
KW | KWT | Kuwait | 2024 | 637.2
KY | CYM | Cayman Islands | 2023 | 642.9
KZ | KAZ | Kazakhstan | 2024 | 801.9
LA | LAO | Laos | 2023 | 232.1
LB | LBN | Lebanon | 2023 | 369.5
LC | LCA | Saint Lucia | 2022 | 650.0
LI | LIE | Liechtenstein |  | 
LK | LKA | Sri Lanka | 2022 | 509.8
LR | LBR | Liberia | 2023 | 435.9
LS | LSO | Lesotho | 2022 | 20.8
LT | LTU | Lithuania | 2024 | 139.3
LU | LUX | Luxembourg | 2024 | 134.6
LV | LVA | Latvia | 2024 | 136.2
LY | LBY | Libya | 2023 | 830.5
MA | MAR | Morocco | 2024 | 577.7
MC | MCO | Monaco |  | 
MD | MDA | Moldova | 2024 | 629.6
ME | MNE | Montenegro | 2024 | 413.5
MF | MAF | Saint Martin (French part) |  | 
MG | MDG | Madagascar | 2022 | 477.3
MH | MHL | Marshall Islands |  | 
MK | MKD | North Macedonia | 2024 | 569.0
ML | MLI | Mali | 2023 | 394.5
MM | MMR | Myanmar | 2024 | 569.7
MN | MNG | Mongolia | 2024 | 784.0
MO | MAC | Macao | 2022 | 449.0
MP | MNP | Northern Mariana Islands |  | 
MQ | MTQ | Martinique | 2022 | 516.8
MR | MRT | Mauritania | 2022 | 481.7
MS | MSR | Montserrat | 2022 | 1000.0
MT | MLT | Malta | 2024 | 484.2
MU | MUS | Mauritius | 2023 | 633.0
MV | MDV | Maldives | 2023 | 611.8
MW | MWI | Malawi | 2022 | 54.6
MX | MEX | Mexico | 2024 | 484.8
MY | MYS | Malaysia | 2024 | 604.4
MZ | MOZ | Mozambique | 2023 | 127.8
NA | NAM | Namibia | 2022 | 59.3
NC | NCL | New Caledonia | 2022 | 585.8
NE | NER | Niger | 2023 | 687.5
NF | NFK | Norfolk Island |  | 
NG | NGA | Nigeria | 2024 | 507.8
NI | NIC | Nicaragua | 2023 | 288.3
NL | NLD | Netherlands | 2024 | 253.3
NO | NOR | Norway | 2024 | 30.7
NP | NPL | Nepal | 2022 | 23.4
NR | NRU | Nauru | 2023 | 750.0
NU | NIU | Niue |  | 
NZ | NZL | New Zealand | 2024 | 120.1
OM | OMN | Oman | 2024 | 545.3
PA | PAN | Panama | 2023 | 258.7
PE | PER | Peru | 2024 | 263.3
PF | PYF | French Polynesia | 2022 | 436.6
PG | PNG | Papua New Guinea | 2023 | 513.7
PH | PHL | Philippines | 2024 | 613.4
PK | PAK | Pakistan | 2024 | 398.6
PL | POL | Poland | 2024 | 615.0
PM | SPM | Saint Pierre and Miquelon | 2022 | 600.0
PN | PCN | Pitcairn |  | 
PR | PRI | Puerto Rico | 2024 | 664.5
PS | PSE | Palestine | 2022 | 460.8
PT | PRT | Portugal | 2024 | 112.3
PW | PLW | Palau |  | 
PY | PRY | Paraguay | 2023 | 24.9
QA | QAT | Qatar | 2024 | 602.8
RE | REU | Reunion | 2022 | 525.2
RO | ROU | Romania | 2024 | 245.6
RS | SRB | Serbia | 2024 | 670.8
RU | RUS | Russia | 2024 | 449.2
RW | RWA | Rwanda | 2023 | 301.9
SA | SAU | Saudi Arabia | 2023 | 696.3
SB | SLB | Solomon Islands | 2023 | 636.4
SC | SYC | Seychelles | 2023 | 571.4
SD | SDN | Sudan | 2023 | 214.3
SE | SWE | Sweden | 2024 | 35.8
SG | SGP | Singapore | 2024 | 498.7
SH | SHN | Saint Helena | 2022 | 1000.0
SI | SVN | Slovenia | 2024 | 227.6
SJ | SJM | Svalbard and Jan Mayen |  | 
SK | SVK | Slovakia | 2024 | 96.5
SL | SLE | Sierra Leone | 2023 | 47.6
SM | SMR | San Marino |  | 
SN | SEN | Senegal | 2023 | 535.4
SO | SOM | Somalia | 2023 | 523.8
SR | SUR | Suriname | 2023 | 383.2
SS | SSD | South Sudan | 2023 | 610.2
ST | STP | Sao Tome and Principe | 2022 | 555.6
SV | SLV | El Salvador | 2024 | 101.6
SX | SXM | Sint Maarten (Dutch part) |  | 
SY | SYR | Syria | 2022 | 682.3
SZ | SWZ | Eswatini | 2023 | 142.9
TC | TCA | Turks and Caicos Islands | 2023 | 653.8
TD | TCD | Chad | 2022 | 615.4
TF | ATF | French Southern Territories |  | 
TG | TGO | Togo | 2023 | 478.3
TH | THA | Thailand | 2024 | 554.5
TJ | TJK | Tajikistan | 2024 | 115.9
TK | TKL | Tokelau |  | 
TL | TLS | East Timor | 2023 | 666.7
TM | TKM | Turkmenistan | 2023 | 1306.3
TN | TUN | Tunisia | 2024 | 560.2
TO | TON | Tonga | 2023 | 571.4
TR | TUR | Turkey | 2024 | 469.7
TT | TTO | Trinidad and Tobago | 2023 | 682.1
TV | TUV | Tuvalu |  | 
TW | TWN | Taiwan | 2024 | 635.7
TZ | TZA | Tanzania | 2023 | 371.6
UA | UKR | Ukraine | 2022 | 256.2
UG | UGA | Uganda | 2022 | 57.4
UM | UMI | United States Minor Outlying Islands |  | 
US | USA | United States | 2024 | 383.5
UY | URY | Uruguay | 2024 | 96.7
UZ | UZB | Uzbekistan | 2023 | 1121.2
VA | VAT | Holy See (Vatican City State) |  | 
VC | VCT | Saint Vincent and the Grenadines | 2023 | 600.0
VE | VEN | Venezuela | 2023 | 180.3
VG | VGB | British Virgin Islands | 2023 | 647.1
VI | VIR | United States Virgin Islands | 2023 | 641.8
VN | VNM | Vietnam | 2024 | 471.2
VU | VUT | Vanuatu | 2023 | 500.0
WF | WLF | Wallis and Futuna |  | 
WS | WSM | Samoa | 2023 | 400.0
YE | YEM | Yemen | 2023 | 586.3
YT | MYT | Mayotte |  | 
ZA | ZAF | South Africa | 2024 | 708.9
ZM | ZMB | Zambia | 2023 | 111.0
ZW | ZWE | Zimbabwe | 2023 | 298.4
world | WLD | World | 2024 | 472.9
`;
