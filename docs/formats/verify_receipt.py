#!/usr/bin/env python3
"""A second verifier for candour's receipts and exported logs, written from its documents alone.
    verify_receipt.py RECEIPT POLICY     every step of "What a verifier does" (docs/formats/receipt.md)
    verify_receipt.py --log DIR POLICY   an exported log (C2SP tlog-tiles)
Exit codes: 0 it holds, 1 it does not hold, 2 wrong use or an unreadable policy. Standard library only.
[C2SP] marks what candour's pages leave to those specifications."""
import base64, binascii, datetime, hashlib, hmac, os, re, sys

class Refused(Exception):
    def __init__(self, step, why):
        super().__init__(why)
        self.step = step

def need(condition, step, why):
    if not condition:
        raise Refused(step, why)

def sha256(data): return hashlib.sha256(data).digest()
def hmac256(key, message): return hmac.new(key, message, hashlib.sha256).digest()

# ---- Ed25519 (RFC 8032), strict: one spelling of key and signature, no point of small order, no cofactor -----------------
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P

def point_add(a, b):                                    # extended coordinates X, Y, Z, T
    A, B = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    C, Z = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    E, F, G, H = B - A, Z - C, Z + C, B + A
    return (E * F % P, G * H % P, F * G % P, E * H % P)

def point_multiply(k, point):
    result = (0, 1, 1, 0)
    while k:
        result = point_add(result, point) if k & 1 else result
        point, k = point_add(point, point), k >> 1
    return result

def point_encode(point):
    inverse = pow(point[2], -1, P)
    return (point[1] * inverse % P | (point[0] * inverse % P & 1) << 255).to_bytes(32, "little")

def point_decode(data):
    """None if the bytes are not the one spelling of a point, or are of small order."""
    number = int.from_bytes(data, "little")
    y, sign = number & (1 << 255) - 1, number >> 255
    x2 = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(x2, (P + 3) // 8, P)
    x = x if (x * x - x2) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    if len(data) != 32 or y >= P or (x * x - x2) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    point = (x, y, 1, x * y % P)
    return None if point_encode(point_multiply(8, point)) == (1).to_bytes(32, "little") else point

BASE = point_decode((4 * pow(5, -1, P) % P).to_bytes(32, "little"))

def ed25519_holds(key, message, signature):
    public, r, s = point_decode(key), point_decode(signature[:32]), int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or public is None or r is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    minus_public = (P - public[0], public[1], 1, P - public[3])
    return point_encode(point_add(point_multiply(s, BASE), point_multiply(k, minus_public))) == signature[:32]

# ---- text -----------------------------------------------------------------------------------------------------------------
def base64_strict(text, step, what):
    try:
        data = base64.b64decode(text.encode(), validate=True)
    except (binascii.Error, ValueError):
        raise Refused(step, f"{what} is not base64")
    need(base64.b64encode(data).decode() == text, step, f"{what} is another spelling of base64")
    return data

def number_strict(text, step, what):
    need(re.fullmatch("0|[1-9][0-9]{0,18}", text) and int(text) <= 2**63, step, f"{what} is not a plain decimal number up to 2^63")
    return int(text)

def lines_strict(data, step):
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(step, "not UTF-8")
    need(text.endswith("\n"), step, "the last line has no line feed")
    need(not re.search("[\x00-\x09\x0b-\x1f]", text), step, "a control character")
    return text[:-1].split("\n")

def is_key_name(name): return name != "" and "+" not in name and not re.search(r"\s", name)

# ---- keys and the trust policy [C2SP signed-note, tlog-policy] --------------------------------------------------------------
ED25519, COSIGNATURE, ML_DSA_44 = 1, 4, 6

def key_id(name, kind, key): return sha256(name.encode("utf-8", "surrogateescape") + b"\n" + bytes([kind]) + key)[:4]

def read_verifier_key(text):
    name, identity, encoded = (text.split("+", 2) + ["", ""])[:3]
    data = base64_strict(encoded, "policy", "a verifier key")
    need(is_key_name(name) and len(data) > 1, "policy", f"not a verifier key: {text}")
    need(key_id(name, data[0], data[1:]).hex() == identity, "policy", "a key id is not the hash of its key")
    need(data[0] in (ED25519, COSIGNATURE, ML_DSA_44), "policy", f"a key of unknown type {data[0]}")
    need(len(data) == 1313 if data[0] == ML_DSA_44 else point_decode(data[1:]), "policy", "a weak or malformed key")
    return (name, bytes.fromhex(identity), data[0], data[1:])

class Policy:
    """Lines `log VKEY [URL]`, `witness NAME VKEY [URL]`, `group NAME any|all|K MEMBER...`, one `quorum NAME|none`, `# comment`."""
    def __init__(self, data):
        text = data.decode("utf-8", "surrogateescape")
        need(text.endswith("\n") and not re.search("[\x00-\x08\x0b-\x1f\x7f]", text), "policy", "a control character, or no last line feed")
        self.logs, self.witnesses, self.groups, self.quorum, grouped = [], {}, {}, None, set()
        for words in (re.findall("[^ \t]+", line) for line in text.split("\n")):
            defined = {"none", *self.witnesses, *self.groups}
            if not words or words[0].startswith("#"):
                continue
            if words[0] == "log" and len(words) in (2, 3):
                self.logs.append(read_verifier_key(words[1]))
            elif words[0] == "witness" and len(words) in (3, 4) and words[1] not in defined:
                self.witnesses[words[1]] = read_verifier_key(words[2])
                need(self.witnesses[words[1]][2] != ED25519, "policy", "a witness's key is no cosigner's")
            elif words[0] == "group" and len(words) >= 4 and words[1] not in defined:
                members = words[3:]
                need(set(members) <= defined - {"none"}, "policy", "a member is not defined before")
                need(not grouped & set(members) and len(set(members)) == len(members), "policy", "a member counts in two places")
                grouped |= set(members)
                threshold = number_strict({"any": "1", "all": str(len(members))}.get(words[2], words[2]), "policy", "a threshold")
                need(1 <= threshold <= len(members), "policy", "a threshold out of reach")
                self.groups[words[1]] = (threshold, members)
            else:
                need(words[0] == "quorum" and len(words) == 2 and self.quorum is None and words[1] in defined, "policy", f"no good: {words}")
                self.quorum = words[1]
        need(self.quorum is not None, "policy", "no quorum")
        for keys in (self.logs, self.witnesses.values()):
            need(len({key[3] for key in keys}) == len(keys) <= 256, "policy", "one public key twice, or more than 256")
        self.keys = self.logs + list(self.witnesses.values())
        need(len({key[:2] for key in self.keys}) == len(self.keys) and len(self.groups) <= 256, "policy", "two keys of one name and id")

    def enough(self, name, cosigned):
        if name == "none" or name in self.witnesses:
            return name == "none" or name in cosigned
        threshold, members = self.groups[name]
        return sum(self.enough(member, cosigned) for member in members) >= threshold

# ---- the checkpoint [C2SP signed-note, tlog-checkpoint, tlog-cosignature] ---------------------------------------------------
class Checkpoint:
    def __init__(self, lines, step):
        end = lines.index("") if "" in lines else 0
        need(end >= 3, step, "the checkpoint needs origin, size, root and signatures")
        self.text = "".join(line + "\n" for line in lines[:end])    # all lines are signed, extension lines too
        self.origin, self.size, self.root = lines[0], number_strict(lines[1], step, "the tree size"), base64_strict(lines[2], step, "the root")
        need(len(self.root) == 32, step, "the root has not 32 bytes")
        need(1 <= len(lines) - end - 1 <= 64 and sum(len(line.encode()) + 1 for line in lines) <= 1_000_000, step, "the note is too large")
        self.signatures = []
        for words in (line.split(" ") for line in lines[end + 1:]):
            need(len(words) == 3 and words[0] == "\u2014" and is_key_name(words[1]), step, "not a signature line")
            blob = base64_strict(words[2], step, "a signature")
            need(len(blob) > 4, step, "a signature without bytes")
            self.signatures.append((words[1], blob[:4], blob[4:]))

    def check(self, policy):
        """Step 5. Returns the witnesses that have cosigned, as words."""
        signed, cosigned = False, {}
        for name, identity, signature in self.signatures:
            for key in (key for key in policy.keys if key[:2] == (name, identity) and key[2] != ML_DSA_44):
                time, message = 0, self.text
                if key[2] == COSIGNATURE:
                    time, signature = int.from_bytes(signature[:8], "big"), signature[8:]
                    message = f"cosignature/v1\ntime {time}\n{self.text}"
                need(time < 2**63 and ed25519_holds(key[3], message.encode(), signature), "5 checkpoint", f"a signature of {name} is false")
                signed = signed or key in policy.logs and name == self.origin
                for witness in (n for n, k in policy.witnesses.items() if k == key):
                    cosigned[witness] = max(time, cosigned.get(witness, 0))
        need(signed, "5 checkpoint", "no trusted log of this origin has signed it")
        need(policy.enough(policy.quorum, cosigned), "5 checkpoint", "the cosignatures are not what the policy asks for")
        return ", ".join(f"{name} at {time}" for name, time in cosigned.items()) or "none"

# ---- the tree (RFC 6962, RFC 9162) --------------------------------------------------------------------------------------------
def leaf_hash(data): return sha256(b"\x00" + data)
def node_hash(left, right): return sha256(b"\x01" + left + right)
def split_at(n): return 1 << (n - 1).bit_length() - 1   # the largest power of two below n

def tree_root(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"")
    return node_hash(tree_root(leaves[:split_at(len(leaves))]), tree_root(leaves[split_at(len(leaves)):]))

def check_inclusion(leaf, index, size, path, root):
    """RFC 9162, section 2.1.3.2."""
    need(index < size, "6 inclusion", "the index is not below the tree size")
    fn, sn, r = index, size - 1, leaf
    for p in path:
        need(sn != 0, "6 inclusion", "the proof is too long")
        if fn & 1 or fn == sn:
            r = node_hash(p, r)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node_hash(r, p)
        fn, sn = fn >> 1, sn >> 1
    need(sn == 0 and r == root, "6 inclusion", "the proof does not lead to the root")

# ---- canonical bytes ------------------------------------------------------------------------------------------------------------
class Reader:
    def __init__(self, data, step, what): self.data, self.at, self.step, self.what = data, 0, step, what
    def require(self, condition, why="a value its type does not have"): need(condition, self.step, f"{self.what}: {why}")
    def number(self, n, signed=False): return int.from_bytes(self.take(n), "big", signed=signed)
    def end(self): self.require(self.at == len(self.data), "bytes are left over")
    def take(self, n):
        self.require(self.at + n <= len(self.data), "bytes are missing")
        self.at += n
        return self.data[self.at - n:self.at]

def read_text(r):
    try:
        return r.take(r.number(4)).decode("utf-8")
    except UnicodeDecodeError:
        r.require(False)

def read_claimed(r):
    flags, precision = word(8)(r), word(9)(r)
    earliest, latest = (r.number(8, signed=True) if flags & bit else None for bit in (1, 2))
    r.require(None in (earliest, latest) or earliest <= latest)
    name = "minute day week month year range before after unknown".split()[precision]
    return f"{name} {earliest}..{latest} (minutes since 1970){' doubtful' if flags & 4 else ''}"

def word(below):
    def read(r):
        value = r.number(1)
        r.require(value < below)
        return value
    return read

CORRECTIONS = ["(mention,mention)", "(mention,mention)", "(row,claimed)", "(row,row)", "(row,row)", "(row,code)", "(row,code)"]
TYPES = {
    "text": read_text, "code": read_text, "agency": read_text, "post": read_text, "claimed": read_claimed,
    "u8": lambda r: r.number(1), "u16": lambda r: r.number(2), "u32": lambda r: r.number(4), "u64": lambda r: r.number(8),
    "i32": lambda r: r.number(4, signed=True), "i64": lambda r: r.number(8, signed=True), "day": lambda r: r.number(4, signed=True), "id": lambda r: r.take(16).hex(),
    "truth": word(2), "rank": word(7), "assurance": word(4), "addresses": word(4), "completeness": word(3), "mention_kind": word(7),
    "sex": word(4), "concern": "(agency,text)", "addressee": "(agency,(post?,rank?))", "identifier": "(code,text)",
    "row": "(u32,(u32,u16))", "mention": "(row,u16)", "correction": lambda r: read_value(r, CORRECTIONS[word(7)(r)]),
    "sealed": lambda r: [(r.number(2), r.take(32).hex()) for _ in range(len(r.data) // 34)],
}

def read_value(r, form):
    """form: a name of TYPES, `form?`, `form[]` or `(form,form)`."""
    if form.endswith("?"):
        return read_value(r, form[:-1]) if word(2)(r) else None
    if form.endswith("[]"):
        return [read_value(r, form[:-2]) for _ in range(r.number(4))]
    if form.startswith("("):
        first, second = form[1:-1].split(",", 1)        # the first of a pair is never a pair here
        return (read_value(r, first), read_value(r, second))
    return read_value(r, TYPES[form]) if isinstance(TYPES[form], str) else TYPES[form](r)

# ---- the fields of each kind, in order: class, name, form -----------------------------------------------------------------------
STEP = "p concern concern, c reason code, n words text?"
GONE = "c table code, p row text, c fields code[], o earlier u32, o later u32, o event id?"
KINDS = {
    1: ("told", "p concern concern, c activity code, c teller code, o teller_agency agency?, o told_to addressee, p passes concern?, "
        "c signs code[], c codes (code,code)[], c immediate_danger truth, c event_count u32?, mentions, n words text?"),
    2: ("recorded", "c activity code, c codes (code,code)[], c signs code[], p concern concern?, o told_to addressee?, mentions, "
        "n columns (text,text)[], n words text?, n action text?, n source_of_information text?"),
    3: ("opened", STEP), 5: ("refused", STEP), 7: ("accepted", STEP), 8: ("countersigned", STEP), 9: ("withdrawn", STEP),
    10: ("disputed", STEP), 11: ("challenged", STEP),
    4: ("answered", "p concern concern, c addresses addresses, c outcome code, c reasons_given truth, o second_post addressee?, "
        "o told_to addressee?, n words text?"),
    6: ("handed_over", "p concern concern, o to addressee, n words text?"),
    12: ("corrected", "c correction correction"),
    13: ("agency_created", "o agency agency, o name text, c kind code"),
    14: ("post_created", "o post post, o title text, c rank rank, o reports_to post?, c takes code[], o removed_by text?"),
    15: ("post_held_by", "o post post, p holder text, o from claimed, o until claimed?, c deputy truth"),
    16: ("policy_adopted", "o digest text, o from day"),
    17: ("imported", "o file u32, c format code, o digest text, o covers_from day?, o covers_to day?, c completeness completeness, c rows u64"),
    18: ("vanished", GONE), 19: ("changed", GONE),
    20: ("read", "p concern concern?, mentions"),
    21: ("published", "p concern concern?, c ground code, mentions"),
    22: ("erased", "c ground code, o second_post addressee, c second_assurance assurance, c subjects u64[], c erased_as id[], "
         "c places (u64,u16)[], c concerns (u64,(id,agency))[], c passes (u64,(id,agency))[], n words text?"),
    23: ("held", "c ground code, c lifted truth, c subjects u64[], n words text?"),
    24: ("continued", "o former_origin text, o former_key text, c former_size u64, o former_root text, c kept u64"),
    25: ("rule_changed", "c file code, c rule code, c sign code?, c clock code?, c rank rank?, c before (i32,code)?, c after (i32,code)?, "
         "o from claimed, o second_post addressee?, p second_holder text?, c holder_named truth, "
         "c second_holder_named truth, c reasons_given truth, c unreadable code[], n words text?"),
}
MENTION = ("c kind mention_kind, c role code, p identifiers identifier[], p forename text?, p surname text?, "
           "p known_as text[], p born claimed?, c sex sex?, p postcode text?, p value text?")
HEADER, EVENT = b"\xff\xfe", b"\xff\xff"
HEADER_FIELDS = [(HEADER + field.split()[0].encode(), 0, field.split()[1]) for field in (
    "id id, kind u8, logged i64, claimed claimed, by.agency agency, by.post post?, by.assurance assurance, source row, sealed sealed").split(", ")]

def record_form(kind, mentions):
    """The whole record: (label, group, form of the value) of each position."""
    front, behind = list(HEADER_FIELDS), [(HEADER + b"by.holder", 3, "text?")]
    for field in KINDS[kind][1].split(", "):
        if field == "mentions":
            front.append((EVENT + b"mentions", 0, "u32"))
        for place in range(mentions if field == "mentions" else 0):
            for sort, name, form in (field.split() for field in MENTION.split(", ")):
                label = place.to_bytes(2, "big") + name.encode()
                front.append((label, 0, form)) if sort == "c" else behind.append((label, 16 + place, form))
        if field != "mentions":
            sort, name, form = field.split()
            group = 0 if sort in "oc" else 2 if sort == "n" else 1 if name in ("concern", "passes") else 3
            (behind if group else front).append((EVENT + name.encode(), group, form))
    return front + behind

# ---- the opening ------------------------------------------------------------------------------------------------------------------
class Opening:
    def __init__(self, data):
        r = Reader(data, "2 opening", "the opening")
        r.require(r.number(1) == 1, "not version 1")
        self.group_seeds, self.extracted_key = {}, None
        if word(2)(r) == 0:
            self.extracted_key = hmac256(b"candour/commitment/v1", r.take(32))
        else:
            for _ in range(r.number(2)):
                group = r.number(2)
                r.require(group > max(self.group_seeds, default=-1), "groups do not rise")
                self.group_seeds[group] = r.take(32)
        self.count, how_many, self.shown = r.number(2), r.number(2), {}
        for _ in range(how_many):
            position, group, label = r.number(2), r.number(2), r.take(r.number(1))
            r.require(max(self.shown, default=-1) < position < self.count, "positions do not rise below the count")
            r.require(self.extracted_key or group in self.group_seeds, "a shown field without a seed")
            self.shown[position] = (group, label, r.take(r.number(4)))
        self.hidden = []
        while r.at < len(data):
            self.hidden.append(r.take(32))

    def check_form(self):
        """Step 3. Returns the kind, and the form of each position that may be believed."""
        def shown_value(position, label, width):
            found = self.shown.get(position, (0, b"", b""))
            need(found[1] == label and len(found[2]) == width, "3 form", f"{label[2:].decode()} is not shown at position {position}")
            return int.from_bytes(found[2], "big")
        kind, form = shown_value(1, HEADER + b"kind", 1), HEADER_FIELDS
        if kind in KINDS:
            form = record_form(kind, 0)
            labels = [label for label, _, _ in form]
            if EVENT + b"mentions" in labels:
                mentions = shown_value(labels.index(EVENT + b"mentions"), EVENT + b"mentions", 4)
                need(mentions <= self.count, "3 form", "more mentions than fields")
                form = record_form(kind, mentions)
            need(len(form) == self.count, "3 form", f"this record has {len(form)} fields, not {self.count}")
        for position, (group, label, _) in self.shown.items():
            if position < len(form):
                need((label, group) == form[position][:2], "3 form", f"a foreign field at position {position}")
            else:                                       # of a kind we do not know: not believed, but no second header either
                need(label[:2] != HEADER or label == HEADER + b"by.holder", "3 form", "a header field out of its place")
        return kind, form

    def commitment(self, position):
        group, label, value = self.shown[position]
        group_seed = self.group_seeds.get(group) or hmac256(self.extracted_key, b"group" + group.to_bytes(2, "big") + b"\x01")
        field_key = hmac256(group_seed, b"field" + label + b"\x01")
        return hmac256(field_key, b"candour/field/v1\x00" + len(label).to_bytes(2, "big") + label + value)

    def record_root(self):
        hidden = iter(self.hidden)
        def root(start, end):
            if not any(position in self.shown for position in range(start, end)):
                digest = next(hidden, None)
                need(digest, "4 record root", "a hidden part's hash is lacking")
                return digest
            if end - start == 1:
                return leaf_hash(self.commitment(start))
            middle = start + split_at(end - start)
            left = root(start, middle)
            return node_hash(left, root(middle, end))
        result = root(0, self.count)
        need(next(hidden, None) is None, "4 record root", "a hash is left over")
        return result

# ---- the two uses -------------------------------------------------------------------------------------------------------------------
def verify_receipt(data, policy):
    step, lines = "1 file", lines_strict(data, "1 file")
    need(len(lines) > 3 and lines[0] == "c2sp.org/tlog-proof@v1", step, "not a tlog-proof")
    need(lines[1].startswith("extra ") and lines[2].startswith("index ") and "" in lines[3:], step, "no extra, no index or no checkpoint")
    extra, index, end = base64_strict(lines[1][6:], step, "extra"), number_strict(lines[2][6:], step, "the index"), lines.index("", 3)
    path = [base64_strict(line, step, "a hash") for line in lines[3:end]]
    need(len(path) <= 63 and all(len(h) == 32 for h in path), step, "not a proof of at most 63 hashes of 32 bytes")
    checkpoint = Checkpoint(lines[end + 1:], step)
    opening = Opening(extra)                                                                    # step 2
    kind, form = opening.check_form()                                                           # step 3
    leaf = leaf_hash(b"\x01" + opening.record_root())                                           # step 4
    witnesses = checkpoint.check(policy)                                                        # step 5
    check_inclusion(leaf, index, checkpoint.size, path, checkpoint.root)                        # step 6
    values = {}                                                                                 # step 7
    for position, (_, label, value) in ((p, shown) for p, shown in opening.shown.items() if p < len(form)):
        subject = {HEADER: "", EVENT: "event "}.get(label[:2], f"mention {int.from_bytes(label[:2], 'big')} ")
        reader = Reader(value, "7 values", subject + label[2:].decode())
        values[reader.what] = read_value(reader, form[position][2])
        reader.end()
    if abs(values.get("logged", 2**60)) < 2**57:
        values["logged"] = f"{datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=values['logged'])} UTC"
    values["kind"] = f"{kind} {KINDS[kind][0] if kind in KINDS else '(not known here: the header alone is believed)'}"
    receipt = kind == 1 and values.get("by.assurance", 0) != 0
    print("HOLDS:", "a receipt" if receipt else "a proof that candour recorded it on `logged`; no receipt")
    for name, value in values.items():
        print(f"  {name}: {value}")
    print(f"  not shown: {opening.count - len(opening.shown)} of {opening.count} fields")
    print(f"  log: {checkpoint.origin}, entry {index} of {checkpoint.size}; witnesses: {witnesses}")

def tile_path(level, number, width):
    """[C2SP tlog-tiles] tile/LEVEL/x001/x234/067, with .p/WIDTH behind it if partial."""
    groups = re.findall("...", f"{number:0{-(-len(str(number)) // 3) * 3}}")
    return "/".join(["tile", str(level), *("x" + g for g in groups[:-1]), groups[-1]]) + ("" if width == 256 else f".p/{width}")

def read_bundle(data):
    r, entries = Reader(data, "entries", "an entry bundle"), []
    while r.at < len(data):
        entries.append(r.take(r.number(2)))
    return [leaf_hash(entry) for entry in entries]

def read_tile(data): return [data[i:i + 32] for i in range(0, len(data), 32)]

def verify_log(folder, policy):
    def load(path):
        try:
            return open(os.path.join(folder, path), "rb").read()
        except OSError as error:
            raise Refused("files", f"{path}: {error.strerror}")
    checkpoint = Checkpoint(lines_strict(load("checkpoint"), "checkpoint"), "checkpoint")
    witnesses = checkpoint.check(policy)
    rows, wanted = {"entries": []}, set()               # of each level, all the hashes that the entries make
    def compare(level, first, width, read, right=None):
        path = tile_path(level, first // 256, width)
        wanted.add(path)
        full = tile_path(level, first // 256, 256)      # it may stand there alone, written ahead of its checkpoint
        found = read(load(path)) if os.path.exists(os.path.join(folder, path)) else read(load(full))[:width]
        need(len(found) == width and (right is None or found == right), "tiles", f"{path} is not what the entries make")
        return found
    for first in range(0, checkpoint.size, 256):
        rows["entries"] += compare("entries", first, min(256, checkpoint.size - first), read_bundle)
    need(tree_root(rows["entries"]) == checkpoint.root, "root", "the entries do not make the signed root")
    row, level = rows["entries"], 0
    while row:
        rows[str(level)] = row
        for first in range(0, len(row), 256):
            compare(level, first, len(row[first:first + 256]), read_tile, row[first:first + 256])
        row, level = [tree_root(row[i:i + 256]) for i in range(0, len(row) - 255, 256)], level + 1
    new = len(wanted)
    for place, _, files in os.walk(os.path.join(folder, "tile")):   # partial tiles of smaller checkpoints must agree as well
        for path in (os.path.relpath(os.path.join(place, file), folder) for file in files):
            match = re.fullmatch(r"tile/([a-z0-9]+)/((?:x[0-9]{3}/)*[0-9]{3})\.p/([1-9][0-9]{0,2})", path)
            if match and match[1] in rows and path not in wanted:
                first, width = int(re.sub("[x/]", "", match[2])) * 256, int(match[3])
                if first + width <= len(rows[match[1]]):            # else it was written ahead of its checkpoint
                    compare(match[1], first, width, read_bundle if match[1] == "entries" else read_tile, rows[match[1]][first:first + width])
    print(f"HOLDS: log {checkpoint.origin}, {checkpoint.size} entries, {new} files and {len(wanted) - new} older ones; witnesses: {witnesses}")
    print(f"  root: {checkpoint.root.hex()}")

def main(arguments):
    as_log = arguments[:1] == ["--log"]
    if len(arguments) != (3 if as_log else 2):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        policy = Policy(open(arguments[-1], "rb").read())
        subject = arguments[-2] if as_log else open(arguments[-2], "rb").read()
    except (OSError, Refused) as error:
        print(f"cannot be used: {error}", file=sys.stderr)
        return 2
    try:
        (verify_log if as_log else verify_receipt)(subject, policy)
        return 0
    except Refused as refused:
        print(f"DOES NOT HOLD, step {refused.step}: {refused}")
        return 1

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
