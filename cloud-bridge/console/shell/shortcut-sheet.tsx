import { Modal } from "antd";
import type { Bilingual } from "../../../contract/language.ts";
import { shellWords } from "../wording/page-words.ts";
import { Kbd } from "./marks.tsx";
import { useSay } from "./preferences.ts";

const shortcuts: readonly (readonly [readonly string[], Bilingual])[] = [
  [["J", "K"], { "zh-CN": "下一张、上一张", en: "Next, previous ticket" }],
  [["Enter"], { "zh-CN": "打开工单", en: "Open the ticket" }],
  [["Esc"], { "zh-CN": "返回列表", en: "Back to the list" }],
  [["N"], { "zh-CN": "显示新工单", en: "Show new tickets" }],
  [["/"], { "zh-CN": "搜索", en: "Search" }],
  [["[", "]"], { "zh-CN": "上一个、下一个视图", en: "Previous, next view" }],
  [["M"], { "zh-CN": "写备注", en: "Write a note" }],
  [["R"], { "zh-CN": "曲线与数值表切换", en: "Chart or table of values" }],
  [["W"], { "zh-CN": "转为等客户", en: "Wait for the customer" }],
  [["?"], { "zh-CN": "显示本页", en: "This list" }],
];

/** What the keys do. They are off while typing. */
export const ShortcutSheet = ({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) => {
  const say = useSay();
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      title={say(shellWords.shortcuts)}
      width={420}
      closable={{ "aria-label": say(shellWords.close) }}
    >
      <dl className="keys">
        {shortcuts.map(([keys, what]) => (
          <div key={keys.join()}>
            <dt>{say(what)}</dt>
            <dd>
              {keys.map((key) => (
                <Kbd key={key} spoken>
                  {key}
                </Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
};
