/**
 * ISO-2 | ISO-3 | name | year | gCO2e per kWh (yearly mean, life cycle) of the 249 countries of ISO 3166-1, Kosovo and the
 * world; no year and value where none is published, or the published one is 0. Our World in Data (CC BY 4.0), edition of
 * April 2026, from Ember (CC BY 4.0) and the Energy Institute.
 * Made by `npm run carbon-tables` from scripts/carbon/sources: change those.
 */
export const countryTable = `
AD | AND | Andorra |  | 
AE | ARE | United Arab Emirates | 2024 | 467.51
AF | AFG | Afghanistan | 2024 | 131.31
AG | ATG | Antigua and Barbuda | 2024 | 594.6
AI | AIA | Anguilla |  | 
AL | ALB | Albania | 2024 | 25.18
AM | ARM | Armenia | 2025 | 211.93
AO | AGO | Angola | 2024 | 185.38
AQ | ATA | Antarctica |  | 
AR | ARG | Argentina | 2025 | 346
AS | ASM | American Samoa | 2024 | 611.11
AT | AUT | Austria | 2025 | 116.91
AU | AUS | Australia | 2025 | 525.18
AW | ABW | Aruba | 2024 | 550
AX | ALA | Åland Islands |  | 
AZ | AZE | Azerbaijan | 2025 | 631.9
BA | BIH | Bosnia and Herzegovina | 2025 | 570.64
BB | BRB | Barbados | 2024 | 594.6
BD | BGD | Bangladesh | 2025 | 696.13
BE | BEL | Belgium | 2025 | 149.82
BF | BFA | Burkina Faso | 2024 | 562.13
BG | BGR | Bulgaria | 2025 | 275.55
BH | BHR | Bahrain | 2024 | 902.24
BI | BDI | Burundi | 2024 | 183.67
BJ | BEN | Benin | 2024 | 584.16
BL | BLM | Saint Barthélemy |  | 
BM | BMU | Bermuda | 2024 | 639.34
BN | BRN | Brunei | 2024 | 892.09
BO | BOL | Bolivia | 2025 | 481.29
BQ | BES | Bonaire, Sint Eustatius and Saba |  | 
BR | BRA | Brazil | 2025 | 109.95
BS | BHS | Bahamas | 2024 | 653.33
BT | BTN | Bhutan | 2024 | 23.64
BV | BVT | Bouvet Island |  | 
BW | BWA | Botswana | 2024 | 851.31
BY | BLR | Belarus | 2025 | 309.25
BZ | BLZ | Belize | 2024 | 170.21
CA | CAN | Canada | 2025 | 190.72
CC | CCK | Cocos (Keeling) Islands |  | 
CD | COD | Democratic Republic of Congo | 2024 | 27.64
CF | CAF | Central African Republic |  | 
CG | COG | Congo | 2024 | 716.12
CH | CHE | Switzerland | 2025 | 39.22
CI | CIV | Cote d'Ivoire | 2024 | 405.01
CK | COK | Cook Islands | 2024 | 250
CL | CHL | Chile | 2025 | 289.49
CM | CMR | Cameroon | 2024 | 225.9
CN | CHN | China | 2025 | 525.34
CO | COL | Colombia | 2025 | 186.81
CR | CRI | Costa Rica | 2025 | 24.2
CU | CUB | Cuba | 2024 | 642.82
CV | CPV | Cape Verde | 2024 | 461.54
CW | CUW | Curaçao |  | 
CX | CXR | Christmas Island |  | 
CY | CYP | Cyprus | 2025 | 489
CZ | CZE | Czechia | 2025 | 401.46
DE | DEU | Germany | 2025 | 329.65
DJ | DJI | Djibouti | 2024 | 450
DK | DNK | Denmark | 2025 | 114.41
DM | DMA | Dominica | 2023 | 600
DO | DOM | Dominican Republic | 2025 | 537.48
DZ | DZA | Algeria | 2024 | 632.94
EC | ECU | Ecuador | 2025 | 159.02
EE | EST | Estonia | 2025 | 319.15
EG | EGY | Egypt | 2025 | 563.23
EH | ESH | Western Sahara | 2009 | 666.67
ER | ERI | Eritrea | 2024 | 577.78
ES | ESP | Spain | 2025 | 153.6
ET | ETH | Ethiopia | 2025 | 23.08
FI | FIN | Finland | 2025 | 57.47
FJ | FJI | Fiji | 2024 | 278.26
FK | FLK | Falkland Islands | 2023 | 1000
FM | FSM | Micronesia, Federated States of |  | 
FO | FRO | Faroe Islands | 2023 | 346.94
FR | FRA | France | 2025 | 41.44
GA | GAB | Gabon | 2024 | 523.08
GB | GBR | United Kingdom | 2025 | 217.41
GD | GRD | Grenada | 2024 | 666.67
GE | GEO | Georgia | 2025 | 145.93
GF | GUF | French Guiana | 2023 | 244.9
GG | GGY | Guernsey |  | 
GH | GHA | Ghana | 2024 | 468.89
GI | GIB | Gibraltar | 2024 | 590.91
GL | GRL | Greenland | 2024 | 150
GM | GMB | Gambia | 2024 | 666.67
GN | GIN | Guinea | 2024 | 181.14
GP | GLP | Guadeloupe | 2023 | 497.01
GQ | GNQ | Equatorial Guinea | 2024 | 644.3
GR | GRC | Greece | 2025 | 315.09
GS | SGS | South Georgia and the South Sandwich Islands |  | 
GT | GTM | Guatemala | 2024 | 301.46
GU | GUM | Guam | 2024 | 607.53
GW | GNB | Guinea-Bissau | 2024 | 625
GY | GUY | Guyana | 2024 | 644.93
HK | HKG | Hong Kong | 2024 | 675.48
HM | HMD | Heard Island and McDonald Islands |  | 
HN | HND | Honduras | 2024 | 322.12
HR | HRV | Croatia | 2025 | 158.5
HT | HTI | Haiti | 2024 | 534.88
HU | HUN | Hungary | 2025 | 163.02
ID | IDN | Indonesia | 2024 | 680.25
IE | IRL | Ireland | 2025 | 256.54
IL | ISR | Israel | 2025 | 492.69
IM | IMN | Isle of Man |  | 
IN | IND | India | 2025 | 670.13
IO | IOT | British Indian Ocean Territory |  | 
IQ | IRQ | Iraq | 2024 | 683.1
IR | IRN | Iran | 2025 | 659.53
IS | ISL | Iceland | 2024 | 27.82
IT | ITA | Italy | 2025 | 284.78
JE | JEY | Jersey |  | 
JM | JAM | Jamaica | 2024 | 563.01
JO | JOR | Jordan | 2024 | 529.79
JP | JPN | Japan | 2025 | 477.26
KE | KEN | Kenya | 2025 | 95.44
KG | KGZ | Kyrgyzstan | 2025 | 152.73
KH | KHM | Cambodia | 2025 | 498.87
KI | KIR | Kiribati | 2024 | 500
KM | COM | Comoros | 2023 | 642.86
KN | KNA | Saint Kitts and Nevis | 2024 | 608.7
KP | PRK | North Korea | 2024 | 340.59
KR | KOR | South Korea | 2025 | 417.06
KW | KWT | Kuwait | 2025 | 635.31
KY | CYM | Cayman Islands | 2024 | 633.8
KZ | KAZ | Kazakhstan | 2025 | 805.32
LA | LAO | Laos | 2024 | 232.08
LB | LBN | Lebanon | 2024 | 389.51
LC | LCA | Saint Lucia | 2024 | 650
LI | LIE | Liechtenstein |  | 
LK | LKA | Sri Lanka | 2025 | 329.28
LR | LBR | Liberia | 2024 | 315.79
LS | LSO | Lesotho | 2022 | 20.83
LT | LTU | Lithuania | 2025 | 138.36
LU | LUX | Luxembourg | 2025 | 123.38
LV | LVA | Latvia | 2025 | 138.76
LY | LBY | Libya | 2024 | 826.83
MA | MAR | Morocco | 2025 | 596.4
MC | MCO | Monaco |  | 
MD | MDA | Moldova | 2025 | 633.12
ME | MNE | Montenegro | 2025 | 264.23
MF | MAF | Saint Martin (French part) |  | 
MG | MDG | Madagascar | 2024 | 432.1
MH | MHL | Marshall Islands |  | 
MK | MKD | North Macedonia | 2025 | 441.35
ML | MLI | Mali | 2024 | 538.59
MM | MMR | Myanmar | 2024 | 502.99
MN | MNG | Mongolia | 2025 | 816.31
MO | MAC | Macao | 2024 | 474.36
MP | MNP | Northern Mariana Islands |  | 
MQ | MTQ | Martinique | 2023 | 529.8
MR | MRT | Mauritania | 2024 | 512.08
MS | MSR | Montserrat | 2024 | 1000
MT | MLT | Malta | 2025 | 484.02
MU | MUS | Mauritius | 2024 | 642.23
MV | MDV | Maldives | 2024 | 611.77
MW | MWI | Malawi | 2024 | 54.65
MX | MEX | Mexico | 2025 | 474.02
MY | MYS | Malaysia | 2025 | 601.97
MZ | MOZ | Mozambique | 2024 | 129.36
NA | NAM | Namibia | 2024 | 48.78
NC | NCL | New Caledonia | 2024 | 560.9
NE | NER | Niger | 2024 | 673.68
NF | NFK | Norfolk Island |  | 
NG | NGA | Nigeria | 2025 | 455.71
NI | NIC | Nicaragua | 2024 | 300.89
NL | NLD | Netherlands | 2025 | 253.56
NO | NOR | Norway | 2025 | 28.11
NP | NPL | Nepal | 2024 | 24.26
NR | NRU | Nauru | 2024 | 600
NU | NIU | Niue |  | 
NZ | NZL | New Zealand | 2025 | 92.76
OM | OMN | Oman | 2025 | 544.47
PA | PAN | Panama | 2024 | 221.15
PE | PER | Peru | 2025 | 238.25
PF | PYF | French Polynesia | 2024 | 430.56
PG | PNG | Papua New Guinea | 2024 | 513.74
PH | PHL | Philippines | 2025 | 588.29
PK | PAK | Pakistan | 2025 | 346.56
PL | POL | Poland | 2025 | 588.6
PM | SPM | Saint Pierre and Miquelon | 2023 | 600
PN | PCN | Pitcairn |  | 
PR | PRI | Puerto Rico | 2025 | 654.66
PS | PSE | Palestine | 2024 | 414.14
PT | PRT | Portugal | 2025 | 127.91
PW | PLW | Palau |  | 
PY | PRY | Paraguay | 2025 | 24.7
QA | QAT | Qatar | 2025 | 581.52
RE | REU | Reunion | 2023 | 394.14
RO | ROU | Romania | 2025 | 250.75
RS | SRB | Serbia | 2025 | 695.8
RU | RUS | Russia | 2025 | 449.73
RW | RWA | Rwanda | 2024 | 353.98
SA | SAU | Saudi Arabia | 2024 | 691.95
SB | SLB | Solomon Islands | 2024 | 636.36
SC | SYC | Seychelles | 2024 | 555.56
SD | SDN | Sudan | 2024 | 153.69
SE | SWE | Sweden | 2025 | 35.26
SG | SGP | Singapore | 2025 | 497.09
SH | SHN | Saint Helena | 2023 | 1000
SI | SVN | Slovenia | 2025 | 183.29
SJ | SJM | Svalbard and Jan Mayen |  | 
SK | SVK | Slovakia | 2025 | 94.85
SL | SLE | Sierra Leone | 2024 | 47.62
SM | SMR | San Marino |  | 
SN | SEN | Senegal | 2024 | 539.97
SO | SOM | Somalia | 2024 | 511.63
SR | SUR | Suriname | 2024 | 321.84
SS | SSD | South Sudan | 2024 | 642.86
ST | STP | Sao Tome and Principe | 2023 | 555.56
SV | SLV | El Salvador | 2025 | 139.32
SX | SXM | Sint Maarten (Dutch part) |  | 
SY | SYR | Syria | 2024 | 706.19
SZ | SWZ | Eswatini | 2024 | 131.15
TC | TCA | Turks and Caicos Islands | 2024 | 629.63
TD | TCD | Chad | 2024 | 621.62
TF | ATF | French Southern Territories |  | 
TG | TGO | Togo | 2024 | 422.54
TH | THA | Thailand | 2025 | 545.74
TJ | TJK | Tajikistan | 2025 | 72.56
TK | TKL | Tokelau |  | 
TL | TLS | East Timor | 2024 | 666.67
TM | TKM | Turkmenistan | 2024 | 1306.27
TN | TUN | Tunisia | 2025 | 560.29
TO | TON | Tonga | 2024 | 571.43
TR | TUR | Turkey | 2025 | 474.74
TT | TTO | Trinidad and Tobago | 2024 | 681.68
TV | TUV | Tuvalu |  | 
TW | TWN | Taiwan | 2025 | 633.21
TZ | TZA | Tanzania | 2024 | 345.02
UA | UKR | Ukraine | 2022 | 250.47
UG | UGA | Uganda | 2024 | 58.52
UM | UMI | United States Minor Outlying Islands |  | 
US | USA | United States | 2025 | 384.4
UY | URY | Uruguay | 2025 | 80.4
UZ | UZB | Uzbekistan | 2025 | 1000
VA | VAT | Holy See (Vatican City State) |  | 
VC | VCT | Saint Vincent and the Grenadines | 2024 | 600
VE | VEN | Venezuela | 2024 | 85.86
VG | VGB | British Virgin Islands | 2023 | 647.06
VI | VIR | United States Virgin Islands | 2023 | 632.35
VN | VNM | Vietnam | 2025 | 460.73
VU | VUT | Vanuatu | 2023 | 500
WF | WLF | Wallis and Futuna |  | 
WS | WSM | Samoa | 2024 | 375
YE | YEM | Yemen | 2024 | 592.38
YT | MYT | Mayotte |  | 
ZA | ZAF | South Africa | 2025 | 699.29
ZM | ZMB | Zambia | 2024 | 119.68
ZW | ZWE | Zimbabwe | 2024 | 384.02
XK | XKX | Kosovo | 2025 | 900.94
world | WLD | World | 2025 | 458.29
`;
