"""Words that would do harm in a page, a document or a typesetter that took them for its own language."""

from __future__ import annotations

HOSTILE = (
    "<script>hacked=1</script>\"><img src=x onerror='hacked=2'> ' & &lt;b&gt; \u202ehcraes\u202c {{ 7*7 }} 🎉 </aside> "
    '#panic("hacked") $x^2$ *bold* _slanted_ `raw` @nobody <label> \\u{41} // gone /* [link](x) ]]> _x0041_'
)
UNPRINTABLE = "a\x00b\x0bc\x1bd\ufffee\ud800f"
