import { ethnicityLabels } from '../../schema';
import { everyone, withEthnicity, workingAge } from '../denominators';
import { crudeOnly, type Measure, type ProportionMeasure } from '../measure';

const list = 'NHS England, Patients Registered at a GP Practice';

export const population: readonly Measure[] = [
  {
    kind: 'count',
    id: 'list_size',
    group: 'Population',
    name: 'List size',
    title: 'People registered',
    numeratorLabel: 'people registered',
    polarity: 'neither',
    meaning: 'Everybody registered with the practices of the area on the date of the list.',
    why: 'It sets the size of every service, and the denominator of nearly every other figure here.',
    source: list,
    methods: crudeOnly,
    denominator: everyone,
    columns: [],
  },
  ageShare({
    id: 'age0_4',
    name: 'Aged 0 to 4',
    years: 'aged under 5',
    numerator: 'age < 5',
    why: 'The ages of health visiting and most immunisations, and the children who see a GP most.',
  }),
  ageShare({
    id: 'under18',
    name: 'Aged under 18',
    years: 'aged under 18',
    numerator: 'age < 18',
    why: 'A young list asks for children’s services, safeguarding and schools, and makes crude prevalence look low.',
  }),
  older(65, 'Two in three people with several long-term conditions are of this age.'),
  older(
    75,
    'Frailty, falls and care-home admission rise steeply from this age; it is the age group that grows fastest.',
  ),
  older(85, 'One in six people of this age lives with dementia; most need help from more than one service.'),
  older(90, 'Few in number, and nearly all with needs that home visits, care homes and families share.'),
  {
    kind: 'ratio',
    id: 'dependency',
    group: 'Population',
    name: 'Dependency ratio',
    title: 'Dependency ratio: people under 16 or aged 65 and over per 100 aged 16 to 64',
    numeratorLabel: 'people under 16 or aged 65 and over',
    polarity: 'neither',
    meaning:
      'Children and people of pension age for every 100 people of working age on the list; ages as ONS draws them.',
    why: 'A high ratio means fewer people to work and to care for each person who may need it.',
    source: 'ONS, definition of the demographic dependency ratio; counts from the list',
    methods: crudeOnly,
    numerator: 'age < 16 OR age >= 65',
    multiplier: 100,
    unit: 'per 100 people aged 16 to 64',
    denominator: workingAge,
    columns: [],
  },
];

const groups = [
  [
    1,
    'asian',
    'Diabetes and heart disease come ten years earlier and at a lower weight than in White groups.',
  ],
  [
    2,
    'black',
    'Hypertension, stroke and sickle cell disease are commoner, and trust in services has to be earned.',
  ],
  [3, 'mixed', 'The youngest of the five groups; its needs are easily hidden inside an average.'],
  [
    4,
    'white',
    'The largest group in most lists and often the oldest, so it needs comparing at the same age.',
  ],
  [5, 'other', 'Often people who arrived lately: language, registration and continuity need planning for.'],
] as const;

/** The five ONS groups, of the people whose group is known. */
export const ethnicGroups: readonly ProportionMeasure[] = groups.map(([code, id, why]) => ({
  kind: 'proportion',
  id: `ethnicity_${id}`,
  group: 'Ethnic group',
  name: ethnicityLabels[code]!,
  title: `Ethnic group: ${ethnicityLabels[code]!}`,
  numeratorLabel: `people whose group is ${ethnicityLabels[code]!}`,
  polarity: 'neither',
  meaning: `People of the ONS group “${ethnicityLabels[code]!}” as a share of people whose ethnic group is known.`,
  why,
  source: 'ONS, ethnic group classification 5a, Census 2021',
  methods: crudeOnly,
  numerator: `ethnicity = ${code}`,
  denominator: withEthnicity,
  columns: ['ethnicity'],
}));

function older(age: 65 | 75 | 85 | 90, why: string): ProportionMeasure {
  return ageShare({
    id: `age${age}`,
    name: `Aged ${age} and over`,
    years: `aged ${age} and over`,
    numerator: `age >= ${age}`,
    why,
  });
}

function ageShare(group: {
  id: string;
  name: string;
  years: string;
  numerator: string;
  why: string;
}): ProportionMeasure {
  return {
    kind: 'proportion',
    id: group.id,
    group: 'Population',
    name: group.name,
    title: group.name,
    numeratorLabel: `people ${group.years}`,
    polarity: 'neither',
    meaning: `People ${group.years} as a share of everybody registered.`,
    why: group.why,
    source: list,
    methods: crudeOnly,
    numerator: group.numerator,
    denominator: everyone,
    columns: [],
  };
}
