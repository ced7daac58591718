/**
 * Zone | name | country | year | gCO2e per kWh of what is consumed there (yearly mean, life cycle): of the zones within countries,
 * and of the countries that have no value in the other table. Electricity Maps, republished by The Green Web Foundation in
 * CO2.js, under the Open Database License 1.0, which this file keeps: https://opendatacommons.org/licenses/odbl/1-0/
 * Made by `npm run carbon-tables` from scripts/carbon/sources: change those.
 */
export const zoneTable = `
AU-NSW | New South Wales | Australia | 2025 | 525
AU-NT | Northern Territory | Australia | 2025 | 503
AU-QLD | Queensland | Australia | 2025 | 577
AU-SA | South Australia | Australia | 2025 | 170
AU-TAS | Tasmania | Australia | 2025 | 69
AU-TAS-FI | Flinders Island | Australia | 2025 | 224
AU-TAS-KI | King Island | Australia | 2025 | 471
AU-VIC | Victoria | Australia | 2025 | 474
AU-WA | Western Australia | Australia | 2025 | 395
AU-WA-RI | Rottnest Island | Australia | 2025 | 494
AX | Åland Islands |  | 2025 | 17
BR-CS | Central Brazil | Brazil | 2025 | 106
BR-N | North Brazil | Brazil | 2025 | 154
BR-NE | North-East Brazil | Brazil | 2025 | 47
BR-S | South Brazil | Brazil | 2025 | 89
CA-AB | Alberta | Canada | 2025 | 385
CA-BC | British Columbia | Canada | 2025 | 71
CA-MB | Manitoba | Canada | 2025 | 74
CA-NB | New Brunswick | Canada | 2025 | 161
CA-NL | Newfoundland and Labrador | Canada | 2025 | 26
CA-NS | Nova Scotia | Canada | 2025 | 374
CA-NT | Northwest Territories | Canada | 2025 | 91
CA-NU | Nunavut | Canada | 2025 | 649
CA-ON | Ontario | Canada | 2025 | 111
CA-PE | Prince Edward Island | Canada | 2025 | 28
CA-QC | Québec | Canada | 2025 | 41
CA-SK | Saskatchewan | Canada | 2025 | 485
CA-YT | Yukon | Canada | 2025 | 216
CF | Central African Republic |  | 2025 | 24
CL-SEN | Sistema Eléctrico Nacional | Chile | 2025 | 259
CW | Curaçao |  | 2025 | 517
DK-BHM | Bornholm | Denmark | 2025 | 101
DK-DK1 | West Denmark | Denmark | 2025 | 112
DK-DK2 | East Denmark | Denmark | 2025 | 144
ES-CE | Ceuta | Spain | 2025 | 649
ES-CN-FV | Fuerteventura | Spain | 2025 | 748
ES-CN-GC | Gran Canaria | Spain | 2025 | 683
ES-CN-HI | El Hierro | Spain | 2025 | 504
ES-CN-IG | Isla de la Gomera | Spain | 2025 | 830
ES-CN-LP | La Palma | Spain | 2025 | 843
ES-CN-LZ | Lanzarote | Spain | 2025 | 793
ES-CN-TE | Tenerife | Spain | 2025 | 761
ES-IB-FO | Formentera | Spain | 2025 | 487
ES-IB-IZ | Ibiza | Spain | 2025 | 504
ES-IB-MA | Mallorca | Spain | 2025 | 399
ES-IB-ME | Menorca | Spain | 2025 | 799
ES-ML | Melilla | Spain | 2025 | 617
FM | Micronesia |  | 2025 | 590
FO-MI | Main Islands | Faroe Islands | 2025 | 546
FO-SI | South Island | Faroe Islands | 2025 | 594
FR-COR | Corsica | France | 2025 | 546
GB-NIR | Northern Ireland |  | 2025 | 280
GB-ORK | Orkney Islands | Great Britain | 2025 | 57
GS | South Georgia and the South Sandwich Islands |  | 2025 | 28
IN-EA | Eastern India | India | 2025 | 740
IN-NE | North Eastern India | India | 2025 | 401
IN-NO | Northern India | India | 2025 | 508
IN-SO | Southern India | India | 2025 | 489
IN-WE | Western India | India | 2025 | 653
IT-CNO | Central North Italy | Italy | 2025 | 251
IT-CSO | Central South Italy | Italy | 2025 | 297
IT-NO | North Italy | Italy | 2025 | 275
IT-SAR | Sardinia | Italy | 2025 | 488
IT-SIC | Sicily | Italy | 2025 | 280
IT-SO | South Italy | Italy | 2025 | 293
JP-CB | Chūbu | Japan | 2025 | 481
JP-CG | Chūgoku | Japan | 2025 | 487
JP-HKD | Hokkaidō | Japan | 2025 | 457
JP-HR | Hokuriku | Japan | 2025 | 459
JP-KN | Kansai | Japan | 2025 | 370
JP-KY | Kyūshū | Japan | 2025 | 307
JP-ON | Okinawa | Japan | 2025 | 590
JP-SK | Shikoku | Japan | 2025 | 493
JP-TH | Tōhoku | Japan | 2025 | 480
JP-TK | Tōkyō | Japan | 2025 | 535
MY-EM | Borneo | Malaysia | 2025 | 517
MY-WM | Peninsula | Malaysia | 2025 | 651
NO-NO1 | Southeast Norway | Norway | 2025 | 24
NO-NO2 | Southwest Norway | Norway | 2025 | 29
NO-NO3 | Middle Norway | Norway | 2025 | 28
NO-NO4 | North Norway | Norway | 2025 | 49
NO-NO5 | West Norway | Norway | 2025 | 25
PH-LU | Luzon | Philippines | 2025 | 632
PH-MI | Mindanao | Philippines | 2025 | 545
PH-VI | Visayas | Philippines | 2025 | 591
PT-MA | Madeira | Portugal | 2025 | 633
PW | Palau |  | 2025 | 489
RU-1 | Europe-Ural | Russia | 2025 | 353
RU-2 | Siberia | Russia | 2025 | 411
RU-AS | East | Russia | 2025 | 426
SE-SE1 | North Sweden | Sweden | 2025 | 15
SE-SE2 | North Central Sweden | Sweden | 2025 | 15
SE-SE3 | South Central Sweden | Sweden | 2025 | 20
SE-SE4 | South Sweden | Sweden | 2025 | 37
US-AK | Alaska | USA | 2025 | 469
US-AK-SEAPA | Southeast Alaska Power Agency | USA | 2025 | 28
US-CAL-BANC | Balancing Authority of Northern California | USA | 2025 | 275
US-CAL-CISO | CAISO | USA | 2025 | 208
US-CAL-IID | Imperial Irrigation District | USA | 2025 | 168
US-CAL-LDWP | Los Angeles Department of Water and Power | USA | 2025 | 355
US-CAL-TIDC | Turlock Irrigation District | USA | 2025 | 439
US-CAR-CPLE | Duke Energy Progress East | USA | 2025 | 341
US-CAR-CPLW | Duke Energy Progress West | USA | 2025 | 508
US-CAR-DUK | Duke Energy Carolinas | USA | 2025 | 320
US-CAR-SC | South Carolina Public Service Authority | USA | 2025 | 654
US-CAR-SCEG | South Carolina Electric & Gas Company | USA | 2025 | 466
US-CAR-YAD | Alcoa Power Generating, Inc. Yadkin Division | USA | 2025 | 57
US-CENT-SPA | Southwestern Power Administration | USA | 2025 | 48
US-CENT-SWPP | Southwest Power Pool | USA | 2025 | 477
US-FLA-FMPP | Florida Municipal Power Pool | USA | 2025 | 507
US-FLA-FPC | Duke Energy Florida | USA | 2025 | 541
US-FLA-FPL | Florida Power and Light Company | USA | 2025 | 356
US-FLA-GVL | Gainesville Regional Utilities | USA | 2025 | 699
US-FLA-HST | City of Homestead | USA | 2025 | 357
US-FLA-JEA | Jacksonville Electric Authority | USA | 2025 | 655
US-FLA-SEC | Seminole Electric Cooperative | USA | 2025 | 549
US-FLA-TAL | City of Tallahassee | USA | 2025 | 497
US-FLA-TEC | Tampa Electric Company | USA | 2025 | 504
US-HI | Hawaii | USA | 2025 | 784
US-MIDA-PJM | PJM Interconnection | USA | 2025 | 418
US-MIDW-AECI | Associated Electric Cooperative | USA | 2025 | 678
US-MIDW-LGEE | Louisville Gas and Electric Company and Kentucky Utilities | USA | 2025 | 848
US-MIDW-MISO | Midcontinent ISO | USA | 2025 | 501
US-NE-ISNE | ISO New England | USA | 2025 | 309
US-NW-AVA | Avista Corporation | USA | 2025 | 241
US-NW-BPAT | Bonneville Power Administration | USA | 2025 | 129
US-NW-CHPD | Chelan County | USA | 2025 | 26
US-NW-DOPD | Douglas County | USA | 2025 | 33
US-NW-GCPD | Grant County | USA | 2025 | 51
US-NW-GRID | Gridforce Energy Management | USA | 2025 | 541
US-NW-IPCO | Idaho Power Company | USA | 2025 | 316
US-NW-NEVP | Nevada Power Company | USA | 2025 | 435
US-NW-NWMT | Northwestern Energy | USA | 2025 | 580
US-NW-PACE | Pacificorp East | USA | 2025 | 618
US-NW-PACW | Pacificorp West | USA | 2025 | 204
US-NW-PGE | Portland General Electric Company | USA | 2025 | 274
US-NW-PSCO | Public Service Company of Colorado | USA | 2025 | 438
US-NW-PSEI | Puget Sound Energy | USA | 2025 | 166
US-NW-SCL | Seattle City Light | USA | 2025 | 84
US-NW-TPWR | City of Tacoma | USA | 2025 | 89
US-NW-WACM | Western Area Power Administration - Rocky Mountain Region | USA | 2025 | 687
US-NW-WAUW | Western Area Power Administration - Upper Great Plains West | USA | 2025 | 335
US-NY-NYIS | New York ISO | USA | 2025 | 314
US-SE-SEPA | Southeastern Power Administration | USA | 2025 | 534
US-SE-SOCO | Southern Company Services | USA | 2025 | 470
US-SW-AZPS | Arizona Public Service Company | USA | 2025 | 393
US-SW-EPE | El Paso Electric Company | USA | 2025 | 524
US-SW-PNM | Public Service Company of New Mexico | USA | 2025 | 293
US-SW-SRP | Salt River Project | USA | 2025 | 304
US-SW-TEPC | Tucson Electric Power Company | USA | 2025 | 485
US-SW-WALC | Western Area Power Administration - Desert Southwest Region | USA | 2025 | 325
US-TEN-TVA | Tennessee Valley Authority | USA | 2025 | 404
US-TEX-ERCO | Electric Reliability Council of Texas | USA | 2025 | 363
YT | Mayotte |  | 2025 | 567
`;
