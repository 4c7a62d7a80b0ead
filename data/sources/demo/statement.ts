import type { DatasetSource } from '../../source';

export const demoAttribution =
  'A fictional system: its places, practices and patients are invented. Rates and structures follow published figures ' +
  'for England: NHS England (Quality and Outcomes Framework 2024-25; Patients Registered at a GP Practice, July 2026), ' +
  'Office for National Statistics (Census 2021), Ministry of Housing, Communities and Local Government (Indices of ' +
  'Deprivation 2025). Contains public sector information licensed under the Open Government Licence v3.0.';

const ogl = 'Open Government Licence v3.0';

/** The figures that the fiction rests on. */
export const demoSources = (): DatasetSource['sources'] => [
  {
    file: 'data/calibration/prevalence_age_sex_imd.csv',
    title:
      'Recorded prevalence by age, sex and deprivation, fitted to Quality and Outcomes Framework 2024-25',
    publisher: 'NHS England (practice prevalence); fitted by Catchment',
    date: '2024-25',
    licence: ogl,
  },
  {
    file: 'data/calibration/condition_factors.csv',
    title:
      'How conditions go together: a factor model fitted to published pairs of conditions, and assumptions',
    publisher: 'Published papers and NHS Digital; fitted by Catchment',
    date: '2014-2024',
    licence: 'Figures derived from the sources named in data/calibration',
  },
  {
    file: 'data/calibration/modelled_rates.csv',
    title:
      'Smoking, medicines, frailty, care homes, admissions and consultations by age, sex and deprivation',
    publisher:
      'OHID, Office for National Statistics, NHS Digital, published papers; see the table’s own notes',
    date: '2006-2024',
    licence: 'Figures derived from the sources named in data/calibration',
  },
  {
    file: 'data/calibration/workforce.csv',
    title: 'Primary Care Network Workforce: staff per 10,000 patients by role, and how networks differ',
    publisher: 'NHS England; rates computed by Catchment',
    date: '2026-06',
    licence: ogl,
  },
  {
    file: 'src/domain/ageing/life-table.ts',
    title: 'National Life Tables, United Kingdom, for the invented projection',
    publisher: 'Office for National Statistics',
    date: '2017-2019',
    licence: ogl,
  },
  {
    file: 'data/sources/demo/england.ts',
    title: 'Patients Registered at a GP Practice: age and sex structure, lists of networks',
    publisher: 'NHS England',
    date: '2026-07-01',
    licence: ogl,
  },
  {
    file: 'data/sources/demo/england.ts',
    title: 'Census 2021: ethnic groups, England (rounded)',
    publisher: 'Office for National Statistics',
    date: '2021',
    licence: ogl,
  },
];

export const demoNotes: DatasetSource['notes'] = [
  {
    topic: 'Fictional system',
    text: 'Every place, network, practice and patient is invented. The map lies on open sea. Do not read it as any real area.',
  },
  {
    topic: 'Deprivation',
    text: 'Neighbourhoods are placed in national tenths so that each holds about a tenth of the residents, as in England.',
  },
  {
    topic: 'Workforce',
    text: 'Staff in post are invented: each network has roles and full-time equivalents drawn about England’s rates of June 2026.',
  },
  {
    topic: 'Projection',
    text: 'The projection of residents is invented: the list itself carried forward with an invented net migration. Births are as many as the list has infants; deaths are those of the United Kingdom’s life table of 2017 to 2019, falling by 1% a year.',
  },
  {
    topic: 'Earlier list',
    text: 'The lists of July 2021 are invented: today’s turned back by five years of the invented projection, with networks that grow and fall, and with young people who are there for the place.',
  },
  {
    topic: 'Registers',
    text: 'Each practice’s registers are what England’s rates by age, sex and deprivation expect of its patients, times a factor of its own as wide as real practices differ.',
  },
];
