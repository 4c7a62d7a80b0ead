/** Cohorts to begin with, in the grammar of README. */
export const exampleCohorts: readonly { readonly name: string; readonly text: string }[] = [
  { name: '65 and over with COPD and heart failure', text: 'age.65- copd hf' },
  {
    name: 'Proactive care: moderate or severe frailty outside care homes',
    text: 'frailty.moderate.or.severe not.care_home',
  },
  { name: 'Ten or more medicines and no medication review', text: 'medicines.10- smr.due' },
  { name: 'Smokers with asthma under 50', text: 'age.-49 ast smoker' },
];
