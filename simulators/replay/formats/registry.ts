import { bmwI3 } from "./bmw-i3.ts";
import { candump } from "./candump.ts";
import { carScanner } from "./car-scanner.ts";
import { carScannerWide } from "./car-scanner-wide.ts";
import { carobd } from "./carobd.ts";
import type { DriveFormat } from "./format.ts";
import { gvret } from "./gvret.ts";
import { journal } from "./journal.ts";
import { kitSeatLeon } from "./kit-seat-leon.ts";
import { leafSpy } from "./leafspy.ts";
import { ndsGps } from "./nds-gps.ts";
import { soulEvSpy } from "./soulevspy.ts";
import { sumoFcd } from "./sumo-fcd.ts";
import { torque } from "./torque.ts";

/** Every format that is read. The first that recognises a file reads it. */
export const formats: readonly DriveFormat[] = [
  journal,
  sumoFcd,
  candump,
  gvret,
  kitSeatLeon,
  carobd,
  bmwI3,
  leafSpy,
  soulEvSpy,
  ndsGps,
  torque,
  carScanner,
  carScannerWide,
];

/** What people call them, each once. */
export const formatTitles: readonly string[] = [...new Set(formats.map(({ title }) => title))];
