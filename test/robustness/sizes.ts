/** How many mutated documents are tried; the soak takes five edits for each. Small enough for every run of the tests. */
export const mutations = Number(process.env.PORTOLAN_ROBUSTNESS ?? 100);

export const soakEdits = mutations * 5;

/** The one seed to try again, as a failure named it. */
export const onlySeed = process.env.PORTOLAN_SEED === undefined ? undefined : Number(process.env.PORTOLAN_SEED);

/** A folder of more documents; each is a workspace by itself. */
export const corpus = process.env.PORTOLAN_CORPUS;
