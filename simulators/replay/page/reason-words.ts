import type { Bilingual } from "../../../contract/language.ts";

/** What an importer mended or left out, in Chinese; the reports of the importers are in English. */
const chinese: Readonly<Record<string, string>> = {
  "time stepped back": "时间倒退",
  "time stamp out of order": "时间戳乱序",
  "unreadable cell": "单元格无法读取",
  "wrong number of fields": "字段数量不符",
  "no time": "没有时间",
  "impossible time": "时间不可能",
  "cut last row": "最后一行不完整",
  "cut last line": "最后一行不完整",
  "not a frame": "不是 CAN 帧",
  "fewer bytes than the row says": "字节数少于标称",
  "long message with a part missing": "多帧报文缺帧",
  "not available": "信号标明无数据",
  "outside the range of the bus description": "超出总线描述的范围",
  "drive before the one before it": "行程早于前一段行程",
  "tyre receiver did not answer": "胎压接收器未应答",
  "adapter voltage of 0": "适配器电压为 0",
  "position older than the scan": "位置早于本次扫描",
  "odometer slower than the speed: its km may be miles": "里程慢于车速：其公里可能是英里",
};

/** A reason in both languages; one that has no Chinese yet is said in English. */
export const reasonWords = (reason: string): Bilingual => ({ "zh-CN": chinese[reason] ?? reason, en: reason });
