import { useEffect, useRef, useState } from "preact/hooks";
import type { MediaView } from "../lib/protocol.ts";
import { t } from "../lib/i18n.ts";
import { soundOn } from "../lib/sound.ts";
import "./media.css";

/** SceneMedia shows the pictures of a question and plays its sound, once by itself and again at a press. */
export function SceneMedia({ media, sounding }: { media: readonly MediaView[] | undefined; sounding: boolean }) {
  const pictures = (media ?? []).filter((medium) => medium.type === "image");
  const sounds = (media ?? []).filter((medium) => medium.type === "audio");
  return (
    <>
      {pictures.map((picture) => (
        <img key={picture.url} class="scene-picture" src={picture.url} alt={picture.alt} />
      ))}
      {sounds.map((sound) => (
        <SoundPlayer key={sound.url} sound={sound} sounding={sounding} />
      ))}
    </>
  );
}

function SoundPlayer({ sound, sounding }: { sound: MediaView; sounding: boolean }) {
  const element = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const start = (): void => {
    const audio = element.current;
    if (!audio) return;
    audio.currentTime = 0;
    // A browser refuses until somebody has touched the page: the button then is how.
    audio.play().catch(() => setPlaying(false));
  };
  useEffect(() => {
    if (sounding && soundOn(true)) start();
    else element.current?.pause();
  }, [sounding]);
  return (
    <div class="scene-sound" data-playing={playing ? "" : undefined}>
      <audio
        ref={element}
        src={sound.url}
        preload="auto"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
      />
      <button type="button" class="scene-play" onClick={start}>
        <span class="scene-waves" aria-hidden="true">
          <i /><i /><i /><i /><i />
        </span>
        {t("screen.audio.play")}
      </button>
      <p class="sr-only">{sound.alt}</p>
    </div>
  );
}
