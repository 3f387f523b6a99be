import { describeMatrix } from "./matrix.ts";

describeMatrix(["6", "7", "8", "9"]);
