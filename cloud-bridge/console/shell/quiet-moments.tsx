import { CheckCircleOutlined, CopyOutlined, ReloadOutlined, SearchOutlined, WarningOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import type { Failure } from "../data/api.ts";
import { stateTexts } from "../wording/page-words.ts";
import { useSay } from "./preferences.ts";

/** What stands where a list or a ticket would: what happened, whether anything is lost, what to do. */
export const Notice = ({
  tone,
  title,
  text,
  children,
}: {
  readonly tone: "ok" | "bad" | "plain";
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}) => (
  <div className={`notice ${tone}`}>
    <span className="notice-i" aria-hidden="true">
      {tone === "ok" ? <CheckCircleOutlined /> : tone === "bad" ? <WarningOutlined /> : <SearchOutlined />}
    </span>
    <h2>{title}</h2>
    <p>{text}</p>
    {children !== undefined && <div className="row-f">{children}</div>}
  </div>
);

const CopyDetails = ({ details }: { details: string }) => {
  const say = useSay();
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    void navigator.clipboard.writeText(details).then(() => setCopied(true));
  };
  return (
    <Button type="text" icon={<CopyOutlined />} onClick={copy}>
      {say(copied ? stateTexts.copied : stateTexts.copyDetails)}
    </Button>
  );
};

/** Something could not be read: it can be tried again, and the code is small, below, to be copied. */
export const FailureNotice = ({
  failure,
  title,
  onRetry,
}: {
  readonly failure: Failure;
  readonly title: string;
  readonly onRetry: () => void;
}) => {
  const say = useSay();
  const details = [failure.status || "", failure.code, failure.message].filter(Boolean).join(" · ");
  return (
    <div role="alert">
      <Notice tone="bad" title={title} text={say(stateTexts.failedText)}>
        <Button type="primary" icon={<ReloadOutlined />} onClick={onRetry}>
          {say(stateTexts.tryAgain)}
        </Button>
        <CopyDetails details={details} />
      </Notice>
      <code className="notice-c">{details}</code>
    </div>
  );
};

/** True once a wait has lasted long enough to be worth showing: a flicker of grey is worse than nothing. */
export const useLongWait = (waiting: boolean): boolean => {
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!waiting) {
      setLong(false);
      return;
    }
    const timer = setTimeout(() => setLong(true), 300);
    return () => clearTimeout(timer);
  }, [waiting]);
  return long;
};

/** Grey rows of the list's real height, so that nothing jumps when the list comes. */
export const SkeletonRows = ({ count }: { readonly count: number }) => {
  const say = useSay();
  return (
    <div className="sk" role="status" aria-label={say(stateTexts.loading)}>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className="sk-r">
          <i style={{ width: 72 }} />
          <i style={{ width: 28 }} />
          <i style={{ width: `${[34, 42, 29, 38, 31][index % 5]}%` }} />
          <i style={{ width: 96 }} />
        </div>
      ))}
    </div>
  );
};
