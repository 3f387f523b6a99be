/** Time zone in which the desk reads every instant (IANA name). One centre until people log in to theirs. */
export const centreTimeZone = "Asia/Shanghai";
