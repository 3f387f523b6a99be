import { CloudSyncOutlined, DisconnectOutlined } from "@ant-design/icons";
import { Alert, Button } from "antd";
import { useDesk, useDeskView, useTimeZone } from "../../data/use-desk.ts";
import { useWallClock } from "../../shell/now.ts";
import { usePreferences, useSay } from "../../shell/preferences.ts";
import { timeOfDay } from "../../wording/instants.ts";
import { queueWords, shellWords, stateTexts } from "../../wording/page-words.ts";
import { spanWords } from "../../wording/spans.ts";

/** Says that the page is cut off and what still works; afterwards, in one line, what came in meanwhile. */
export const ConnectionBar = () => {
  const say = useSay();
  const desk = useDesk();
  const { language } = usePreferences();
  const { connection, caughtUp } = useDeskView();
  const timeZone = useTimeZone();
  const now = useWallClock(10_000);
  if (connection.state === "offline") {
    const span = spanWords(now - connection.since, language);
    return (
      <Alert
        className="offbar"
        type="warning"
        showIcon
        icon={<DisconnectOutlined />}
        title={say(stateTexts.offline(span, timeOfDay(connection.since, timeZone)))}
        action={
          <Button size="small" onClick={desk.reconnect}>
            {say(queueWords.retry)}
          </Button>
        }
      />
    );
  }
  if (caughtUp === null) return null;
  return (
    <Alert
      className="offbar"
      type="success"
      showIcon
      icon={<CloudSyncOutlined />}
      title={
        <>
          {say(stateTexts.caughtUp(spanWords(caughtUp.gapMs, language)))}{" "}
          <span className="sub">{say(stateTexts.cameIn(caughtUp.fresh, caughtUp.changed, caughtUp.notesSent))}</span>
        </>
      }
      closable={{ onClose: desk.dismissCaughtUp, "aria-label": say(shellWords.close) }}
    />
  );
};
