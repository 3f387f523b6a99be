/** One short, quiet double tone for a P1 safety ticket. Browsers stay silent until the page was touched once; that is fine. */
export const chime = (): void => {
  const context = new AudioContext();
  const volume = context.createGain();
  volume.gain.value = 0.06;
  volume.connect(context.destination);
  for (const [hertz, startSeconds] of [
    [659, 0],
    [880, 0.16],
  ] as const) {
    const tone = context.createOscillator();
    tone.frequency.value = hertz;
    tone.connect(volume);
    tone.start(context.currentTime + startSeconds);
    tone.stop(context.currentTime + startSeconds + 0.14);
    tone.onended = () => {
      if (startSeconds > 0) void context.close();
    };
  }
};
