"""When a video on a PowerPoint slide plays: as PowerPoint itself writes “start automatically” and “loop”.

Source: ECMA-376, part 1, 19.5 (animation), and what PowerPoint saves.
"""

from __future__ import annotations

TIMING = """
<p:timing xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">
 <p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>
  <p:seq concurrent="1" nextAc="seek">
   <p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst>
    <p:par><p:cTn id="3" fill="hold">
     <p:stCondLst>
      <p:cond delay="indefinite"/>
      <p:cond evt="onBegin" delay="0"><p:tn val="2"/></p:cond>
     </p:stCondLst>
     <p:childTnLst>
      <p:par><p:cTn id="4" fill="hold">
       <p:stCondLst><p:cond delay="0"/></p:stCondLst>
       <p:childTnLst>
        <p:par><p:cTn id="5" presetID="1" presetClass="mediacall" presetSubtype="0" fill="hold" nodeType="afterEffect">
         <p:stCondLst><p:cond delay="0"/></p:stCondLst>
         <p:childTnLst>
          <p:cmd type="call" cmd="playFrom(0.0)">
           <p:cBhvr>
            <p:cTn id="6" dur="{milliseconds:d}" fill="hold"/>
            <p:tgtEl><p:spTgt spid="{shape:d}"/></p:tgtEl>
           </p:cBhvr>
          </p:cmd>
         </p:childTnLst>
        </p:cTn></p:par>
       </p:childTnLst>
      </p:cTn></p:par>
     </p:childTnLst>
    </p:cTn></p:par>
   </p:childTnLst></p:cTn>
   <p:prevCondLst><p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:prevCondLst>
   <p:nextCondLst><p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:nextCondLst>
  </p:seq>
  <p:video>
   <p:cMediaNode mute="1">
    <p:cTn id="7"{repeat} fill="hold" display="0">
     <p:stCondLst><p:cond delay="indefinite"/></p:stCondLst>
    </p:cTn>
    <p:tgtEl><p:spTgt spid="{shape:d}"/></p:tgtEl>
   </p:cMediaNode>
  </p:video>
 </p:childTnLst></p:cTn></p:par></p:tnLst>
</p:timing>
"""


def starting_by_itself(shape: int, seconds: float, loop: bool) -> str:
    """Return the ``p:timing`` element of a slide whose video, the shape of that id, starts as the slide appears."""
    repeat = ' repeatCount="indefinite"' if loop else ""
    lines = TIMING.format(shape=shape, milliseconds=round(1000 * seconds), repeat=repeat).splitlines()
    return "".join(line.strip() for line in lines)
