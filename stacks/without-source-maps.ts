/**
 * Imported first: CDKTF's files carry source maps of their own, which Node.js reads for every stack trace that CDKTF takes,
 * and it takes one for each reference. Without them a synth needs 40 MB and a third of its time less; the stack trace of a
 * programming error then names the lines as they run.
 */
process.setSourceMapsEnabled(false);
