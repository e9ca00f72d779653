/** Stands in for CDKTF's own, which takes a stack trace for each reference: Jest maps every one of them to its sources. */
export const captureStackTrace = (): readonly string[] => [];
