import { describeMatrix } from "./matrix.ts";

describeMatrix(["1", "2", "3", "4", "5"]);
