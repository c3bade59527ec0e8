/* The inner loops of the attribution models.
 *
 * What is added up is defined in features.py; cues.py and roles.py do the same sums in Python, and every number that leaves here is the
 * one that they find. Nothing is remembered here but small tables, because looking a weight up costs less than remembering sums of it.
 *
 * A feature of context is a key of 64 bits: the number of its family and up to three values, sixteen bits each. Its weights, one a label,
 * are a short row of (lane, weight) pairs. A word comes with the sums of its own features, seen from each slot.
 *
 * Bounds. A weight has 16 bits and a row at most 255 pairs, so that a row adds less than 2^23 to a lane. A word has at most 11 attributes
 * and a unit sees at most 7 words and less than 64 keys: every sum of a unit stays below (7 * 11 + 64) * 2^23 < 2^31. Steps are below
 * 2^24, so that a path over a sentence of 2^31 units stays below 2^63; paths have 64 bits.
 *
 * Threads: every call runs to its end with the interpreter's lock held, and calls back into Python nowhere but for errors.
 */

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define INTERFACE 1 /* to be raised, with INTERFACE of kernel.py, whenever what the two say to each other changes */

#ifndef SOURCE
#define SOURCE "" /* the build hook gives a digest of this file */
#endif

enum { O, B, I, CUE_LABELS };
enum { US = 1, BS, IS, ES, UC, BC, IC, EC, ROLE_LABELS };
enum { CUE_REACH = 3, CUE_SLOTS = 2 * CUE_REACH + 1, ROLE_REACH = 2, ROLE_SLOTS = 2 * (2 * ROLE_REACH + 1), SLOTS = CUE_SLOTS + ROLE_SLOTS };
enum { LEFT, RIGHT };
enum { COMMA, QUOTATION, THAT, WH, COORDINATOR, BREAK, VERB, OTHER, STEPS }; /* as in features.py */
enum { DISTANCES = 7, PASSED = 36, STATES = 11664, WINDOW = 240, MOST_ATTRIBUTES = 11, NAME_LENGTH = 8 };
enum { LIGHT = 1, COPULA = 2, COLON = 4 }; /* a word's marks */

/* Families of keys, in the order in which kernel.py hands their numbers over. */
enum {
    F_C, F_A, F_B, F_D, F_E, F_F, F_G, F_BIAS, F_N, F_M, F_NM, F_NP, F_MP, F_I, F_Q,
    F_L_BEFORE, F_D_BEFORE, F_L_AFTER, F_D_AFTER, F_L_AHEAD, F_D_AHEAD, F_L_BEHIND, F_D_BEHIND,
    F_NX, F_NXD, F_PVD, F_NPD, F_CP, F_HL, F_HLD, F_HJD, F_LL, F_CW,
    F_NXC, F_PVC, F_CM, F_HJ, F_H6, F_HLX, F_NXP, F_PVP, F_H6P, F_HLP,
    F_LA, F_LB, F_LD, F_RA, F_RB, F_RD,
    F_PATH, F_DISTANCE, F_X, F_X2, F_X3, F_X4, F_X5, F_O, F_OD, F_DP, F_XP, F_X3P, F_S, F_SQ, F_SE, F_SP,
    FAMILIES
};

/* The numbers of values that are no words, and what a state is made of; kernel.py fills them in this order. */
typedef struct {
    uint16_t before, after;         /* a neighbour outside of the sentence */
    uint16_t none_before, none_after; /* a cue's neighbour outside of its window */
    uint16_t near[7], spots[6], quotes[3], near_bucket[10];
    uint16_t sides[2], ways[2][DISTANCES], crossed[2][PASSED];
    uint16_t x2[2][3][3][3], x3[2][3][3][3][3], x4[2][3][3][3], x5[2][4][4][2][2][2][2][2][2], x3p[2][2][2][2][2];
    uint16_t build[3][2];
    uint16_t sq[4][2], se[4][3], sp[4][3][2];
    uint16_t far[WINDOW + 2];
    uint16_t unit[STEPS], most[STEPS]; /* of each count of a state: what one more adds to its number, and where it stops */
} Numbers;

typedef int32_t Sum[ROLE_LABELS];

/* A place in the hash table: a key and where its row lies; an empty one has no pairs. */
typedef struct {
    uint64_t key;
    uint32_t start, count;
} Place;

typedef struct {
    uint8_t lane;
    int16_t weight;
} Pair;

/* What a state adds by itself on one side of the cue, made when the state is first met. */
typedef struct {
    Sum sum;
    uint16_t crossed, x3p;
    uint8_t made;
} Path;

typedef struct {
    PyObject_HEAD
    Numbers numbers;
    uint64_t families[FAMILIES];
    int shift; /* of a hash, to an index in places */
    uint32_t mask;
    Place *places;
    Pair *pairs;
    uint32_t attributes;
    uint32_t *attribute_starts;
    Pair *attribute_pairs; /* their lanes count slots and labels */
    int32_t cue_steps[CUE_LABELS][CUE_LABELS];
    int32_t role_steps[ROLE_LABELS][ROLE_LABELS];
    Sum ways[2][DISTANCES][2]; /* side, distance, whether the unit belongs to another cue */
    Path *paths; /* [2][STATES] */
} Tables;

typedef struct {
    PyObject_HEAD
    uint16_t lower, lemma, pos, cluster, fine;
    uint16_t after; /* what stands after a cue when this word does */
    uint8_t step, marks;
    int32_t cue[CUE_SLOTS][CUE_LABELS];
    Sum role[ROLE_SLOTS];
} Word;

typedef struct {
    PyObject_HEAD
    Tables *tables;
    PyObject *owner; /* the tuple that keeps the words alive */
    Word **words;
    int32_t *sentence, *paragraph;
    Py_ssize_t *bounds; /* of sentence k: bounds[k], bounds[k + 1] */
    Py_ssize_t size, sentences;
    Sum (**sides)[2]; /* for each sentence, when asked for: what words and classes around a unit add before a cue, and after one */
} Reading;

typedef struct {
    PyObject *tables, *word, *reading;
} Module;

/* Looking up */

static uint32_t
hash(uint64_t key, int shift)
{
    return (uint32_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> shift);
}

static uint64_t
three(uint64_t family, unsigned a, unsigned b, unsigned c)
{
    return family + ((uint64_t)a << 32 | (uint64_t)b << 16 | c);
}

static inline void
add(const Tables *t, uint64_t key, int32_t *sum)
{
    for (uint32_t at = hash(key, t->shift);; at = (at + 1) & t->mask) {
        const Place *place = &t->places[at];
        if (!place->count) {
            return;
        }
        if (place->key == key) {
            const Pair *pair = &t->pairs[place->start];
            for (uint32_t k = 0; k < place->count; k++) {
                sum[pair[k].lane] += pair[k].weight;
            }
            return;
        }
    }
}

static inline void
add_sum(int32_t *sum, const int32_t *other)
{
    for (int k = 0; k < ROLE_LABELS; k++) {
        sum[k] += other[k];
    }
}

/* Tables: the weights of the models */

static int
little(const unsigned char *data)
{
    return (int16_t)(uint16_t)(data[0] | data[1] << 8);
}

static uint64_t
little64(const unsigned char *data)
{
    uint64_t out = 0;
    for (int k = 7; k >= 0; k--) {
        out = out << 8 | data[k];
    }
    return out;
}

static Pair *
read_pairs(const Py_buffer *lanes, const Py_buffer *weights, int limit, const uint8_t *allowed)
{
    Pair *pairs = PyMem_Malloc((size_t)(lanes->len ? lanes->len : 1) * sizeof(Pair));
    if (!pairs) {
        PyErr_NoMemory();
        return NULL;
    }
    const unsigned char *lane = lanes->buf, *weight = weights->buf;
    for (Py_ssize_t k = 0; k < lanes->len; k++) {
        if (lane[k] >= limit || (allowed && !allowed[lane[k]])) {
            PyMem_Free(pairs);
            PyErr_SetString(PyExc_ValueError, "a weight of no label");
            return NULL;
        }
        pairs[k].lane = lane[k];
        pairs[k].weight = (int16_t)little(weight + 2 * k);
    }
    return pairs;
}

static int
sums_to(const Py_buffer *counts, Py_ssize_t total)
{
    const unsigned char *count = counts->buf;
    Py_ssize_t sum = 0;
    for (Py_ssize_t k = 0; k < counts->len; k++) {
        sum += count[k];
    }
    return sum == total;
}

static int
read_contexts(Tables *t, const Py_buffer *keys, const Py_buffer *counts, const Py_buffer *lanes, const Py_buffer *weights)
{
    uint32_t size = 16;
    t->shift = 60;
    while ((Py_ssize_t)size < 2 * counts->len) {
        size *= 2;
        t->shift--;
    }
    t->mask = size - 1;
    t->places = PyMem_Calloc(size, sizeof(Place));
    if (!t->places) {
        PyErr_NoMemory();
        return -1;
    }
    t->pairs = read_pairs(lanes, weights, ROLE_LABELS, NULL);
    if (!t->pairs) {
        return -1;
    }
    const unsigned char *key = keys->buf, *count = counts->buf;
    uint32_t start = 0;
    for (Py_ssize_t k = 0; k < counts->len; k++) {
        uint64_t found = little64(key + 8 * k);
        uint32_t at = hash(found, t->shift);
        while (t->places[at].count && t->places[at].key != found) {
            at = (at + 1) & t->mask;
        }
        if (count[k]) {
            t->places[at] = (Place){found, start, count[k]};
        }
        start += count[k];
    }
    return 0;
}

static int
read_attributes(Tables *t, const Py_buffer *counts, const Py_buffer *lanes, const Py_buffer *weights)
{
    uint8_t allowed[SLOTS * ROLE_LABELS];
    for (int lane = 0; lane < SLOTS * ROLE_LABELS; lane++) {
        allowed[lane] = lane / ROLE_LABELS >= CUE_SLOTS || lane % ROLE_LABELS < CUE_LABELS;
    }
    t->attribute_pairs = read_pairs(lanes, weights, SLOTS * ROLE_LABELS, allowed);
    if (!t->attribute_pairs) {
        return -1;
    }
    t->attributes = (uint32_t)counts->len;
    t->attribute_starts = PyMem_Malloc(((size_t)counts->len + 1) * sizeof(uint32_t));
    if (!t->attribute_starts) {
        PyErr_NoMemory();
        return -1;
    }
    const unsigned char *count = counts->buf;
    uint32_t start = 0;
    for (Py_ssize_t k = 0; k < counts->len; k++) {
        t->attribute_starts[k] = start;
        start += count[k];
    }
    t->attribute_starts[counts->len] = start;
    return 0;
}

static int
read_steps(int32_t *steps, int count, const Py_buffer *from)
{
    if (from->len != (Py_ssize_t)(count * sizeof(int32_t))) {
        PyErr_SetString(PyExc_ValueError, "another number of labels");
        return -1;
    }
    memcpy(steps, from->buf, (size_t)from->len);
    for (int k = 0; k < count; k++) {
        if (steps[k] >= 1 << 24 || steps[k] <= -(1 << 24)) {
            PyErr_SetString(PyExc_ValueError, "a step out of range");
            return -1;
        }
    }
    return 0;
}

static int
read_numbers(Tables *t, const Py_buffer *numbers)
{
    if (numbers->len != (Py_ssize_t)sizeof(Numbers)) {
        PyErr_SetString(PyExc_ValueError, "numbers of another interface");
        return -1;
    }
    memcpy(&t->numbers, numbers->buf, sizeof(Numbers));
    const Numbers *n = &t->numbers;
    /* what is used as an index is checked here, once */
    int right = 1;
    for (int k = 0; k < 10; k++) {
        right &= n->near_bucket[k] < 7;
    }
    for (int k = 0; k < WINDOW + 2; k++) {
        right &= n->far[k] < DISTANCES;
    }
    uint32_t size = 1;
    for (int k = 0; k < STEPS; k++) {
        right &= n->unit[k] > 0 && n->most[k] == (k == COMMA || k == VERB ? 3 : 2);
        size += (uint32_t)n->unit[k] * n->most[k];
    }
    if (!right || size != STATES) {
        PyErr_SetString(PyExc_ValueError, "numbers out of range");
        return -1;
    }
    return 0;
}

static void
make_ways(Tables *t)
{
    const uint64_t *f = t->families;
    for (int side = 0; side < 2; side++) {
        unsigned here = t->numbers.sides[side];
        for (int distance = 0; distance < DISTANCES; distance++) {
            unsigned way = t->numbers.ways[side][distance];
            for (int within = 0; within < 2; within++) {
                int32_t *sum = t->ways[side][distance][within];
                add(t, three(f[F_PATH], here, 0, 0), sum);
                add(t, three(f[F_DISTANCE], way, 0, 0), sum);
                if (within) {
                    add(t, three(f[F_O], here, 0, 0), sum);
                    add(t, three(f[F_OD], way, 0, 0), sum);
                }
            }
        }
    }
}

static PyObject *
tables_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    if (kwds && PyDict_Size(kwds)) {
        PyErr_SetString(PyExc_TypeError, "Tables takes no keyword arguments");
        return NULL;
    }
    enum { PARTS = 11 };
    Py_buffer parts[PARTS];
    memset(parts, 0, sizeof parts);
    if (!PyArg_ParseTuple(args, "y*y*y*y*y*y*y*y*y*y*y*:Tables", &parts[0], &parts[1], &parts[2], &parts[3], &parts[4], &parts[5], &parts[6],
                          &parts[7], &parts[8], &parts[9], &parts[10])) {
        return NULL;
    }
    const Py_buffer *families = &parts[0], *numbers = &parts[1], *cue_steps = &parts[2], *role_steps = &parts[3];
    const Py_buffer *keys = &parts[4], *counts = &parts[5], *lanes = &parts[6], *weights = &parts[7];
    const Py_buffer *attribute_counts = &parts[8], *attribute_lanes = &parts[9], *attribute_weights = &parts[10];
    Tables *t = NULL;
    if (families->len != (Py_ssize_t)(FAMILIES * sizeof(uint64_t)) || keys->len != 8 * counts->len || weights->len != 2 * lanes->len ||
        attribute_weights->len != 2 * attribute_lanes->len || !sums_to(counts, lanes->len) ||
        !sums_to(attribute_counts, attribute_lanes->len) || lanes->len > INT32_MAX / 4 || attribute_lanes->len > INT32_MAX / 4) {
        PyErr_SetString(PyExc_ValueError, "arrays of different lengths");
        goto done;
    }
    allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    t = (Tables *)alloc(type, 0); /* all zero */
    if (!t) {
        goto done;
    }
    memcpy(t->families, families->buf, sizeof t->families);
    t->paths = PyMem_Calloc(2 * STATES, sizeof(Path));
    if (!t->paths) {
        PyErr_NoMemory();
    }
    if (!t->paths || read_numbers(t, numbers) || read_steps(&t->cue_steps[0][0], CUE_LABELS * CUE_LABELS, cue_steps) ||
        read_steps(&t->role_steps[0][0], ROLE_LABELS * ROLE_LABELS, role_steps) || read_contexts(t, keys, counts, lanes, weights) ||
        read_attributes(t, attribute_counts, attribute_lanes, attribute_weights)) {
        Py_DECREF((PyObject *)t);
        t = NULL;
        goto done;
    }
    make_ways(t);
done:
    for (int k = 0; k < PARTS; k++) {
        PyBuffer_Release(&parts[k]);
    }
    return (PyObject *)t;
}

static void
release(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    freefunc free_ = (freefunc)PyType_GetSlot(type, Py_tp_free);
    free_(self);
    Py_DECREF((PyObject *)type);
}

static void
tables_dealloc(PyObject *self)
{
    Tables *t = (Tables *)self;
    PyMem_Free(t->places);
    PyMem_Free(t->pairs);
    PyMem_Free(t->attribute_starts);
    PyMem_Free(t->attribute_pairs);
    PyMem_Free(t->paths);
    release(self);
}

/* Words */

static PyObject *
tables_word(PyObject *self, PyTypeObject *cls, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    const Tables *t = (Tables *)self;
    const Module *module = PyType_GetModuleState(cls);
    if (count < 8 || count > 8 + MOST_ATTRIBUTES || names) {
        PyErr_SetString(PyExc_TypeError, "word() takes eight numbers, then those of its attributes");
        return NULL;
    }
    long values[8 + MOST_ATTRIBUTES];
    for (Py_ssize_t k = 0; k < count; k++) {
        values[k] = PyLong_AsLong(args[k]);
        if (values[k] == -1 && PyErr_Occurred()) {
            return NULL;
        }
        long limit = k < 6 ? 1 << 16 : k == 6 ? STEPS : k == 7 ? 8 : (long)t->attributes;
        if (values[k] < 0 || values[k] >= limit) {
            PyErr_SetString(PyExc_ValueError, "a number out of range");
            return NULL;
        }
    }
    PyTypeObject *type = (PyTypeObject *)module->word;
    Word *word = (Word *)((allocfunc)PyType_GetSlot(type, Py_tp_alloc))(type, 0);
    if (!word) {
        return NULL;
    }
    word->lower = (uint16_t)values[0];
    word->lemma = (uint16_t)values[1];
    word->pos = (uint16_t)values[2];
    word->cluster = (uint16_t)values[3];
    word->fine = (uint16_t)values[4];
    word->after = (uint16_t)values[5];
    word->step = (uint8_t)values[6];
    word->marks = (uint8_t)values[7];
    for (Py_ssize_t k = 8; k < count; k++) {
        for (uint32_t at = t->attribute_starts[values[k]]; at < t->attribute_starts[values[k] + 1]; at++) {
            int lane = t->attribute_pairs[at].lane, slot = lane / ROLE_LABELS, label = lane % ROLE_LABELS;
            *(slot < CUE_SLOTS ? &word->cue[slot][label] : &word->role[slot - CUE_SLOTS][label]) += t->attribute_pairs[at].weight;
        }
    }
    return (PyObject *)word;
}

/* Readings: a document's units */

static PyObject *
tables_read(PyObject *self, PyTypeObject *cls, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    const Module *module = PyType_GetModuleState(cls);
    if (count != 3 || names || !PyList_Check(args[0]) || !PyList_Check(args[1]) || !PyList_Check(args[2])) {
        PyErr_SetString(PyExc_TypeError, "read() takes three lists: words, numbers of sentences, numbers of paragraphs");
        return NULL;
    }
    PyTypeObject *type = (PyTypeObject *)module->reading;
    Reading *r = (Reading *)((allocfunc)PyType_GetSlot(type, Py_tp_alloc))(type, 0);
    if (!r) {
        return NULL;
    }
    Py_INCREF(self);
    r->tables = (Tables *)self;
    r->owner = PyList_AsTuple(args[0]);
    if (!r->owner) {
        goto failed;
    }
    Py_ssize_t size = r->size = PyTuple_Size(r->owner);
    if (PyList_Size(args[1]) != size || PyList_Size(args[2]) != size || size > INT32_MAX / 8) {
        PyErr_SetString(PyExc_ValueError, "lists of different lengths");
        goto failed;
    }
    r->words = PyMem_Malloc(((size_t)size + 1) * sizeof(Word *));
    r->sentence = PyMem_Malloc(((size_t)size + 1) * sizeof(int32_t));
    r->paragraph = PyMem_Malloc(((size_t)size + 1) * sizeof(int32_t));
    r->bounds = PyMem_Malloc(((size_t)size + 1) * sizeof(Py_ssize_t));
    if (!r->words || !r->sentence || !r->paragraph || !r->bounds) {
        PyErr_NoMemory();
        goto failed;
    }
    for (Py_ssize_t i = 0; i < size; i++) {
        PyObject *word = PyTuple_GetItem(r->owner, i);
        if (Py_TYPE(word) != (PyTypeObject *)module->word) {
            PyErr_SetString(PyExc_TypeError, "not a word");
            goto failed;
        }
        r->words[i] = (Word *)word;
        long sentence = PyLong_AsLong(PyList_GetItem(args[1], i)), paragraph = PyLong_AsLong(PyList_GetItem(args[2], i));
        if (PyErr_Occurred()) {
            goto failed;
        }
        if (sentence == r->sentences) {
            r->bounds[r->sentences++] = i;
        }
        if (sentence != r->sentences - 1 || paragraph < INT32_MIN / 2 || paragraph > INT32_MAX / 2) {
            PyErr_SetString(PyExc_ValueError, "sentences out of order, or a paragraph out of range");
            goto failed;
        }
        r->sentence[i] = (int32_t)sentence;
        r->paragraph[i] = (int32_t)paragraph;
    }
    r->bounds[r->sentences] = size;
    r->sides = PyMem_Calloc((size_t)r->sentences + 1, sizeof *r->sides);
    if (!r->sides) {
        PyErr_NoMemory();
        goto failed;
    }
    return (PyObject *)r;
failed:
    Py_DECREF((PyObject *)r);
    return NULL;
}

static void
reading_dealloc(PyObject *self)
{
    Reading *r = (Reading *)self;
    if (r->sides) {
        for (Py_ssize_t k = 0; k < r->sentences; k++) {
            PyMem_Free(r->sides[k]);
        }
    }
    PyMem_Free(r->sides);
    PyMem_Free(r->words);
    PyMem_Free(r->sentence);
    PyMem_Free(r->paragraph);
    PyMem_Free(r->bounds);
    Py_XDECREF(r->owner);
    Py_XDECREF((PyObject *)r->tables);
    release(self);
}

/* Cues */

typedef struct {
    Sum sum; /* three lanes of it are used */
    int64_t best[CUE_LABELS];
} Step;

/* What features.cue_features adds up to, for each unit of the sentence first:last. */
static void
cue_sums(const Reading *r, Py_ssize_t first, Py_ssize_t last, Step *steps)
{
    const Tables *t = r->tables;
    const uint64_t *f = t->families;
    const Numbers *n = &t->numbers;
    int opens = first == 0 || r->paragraph[first] != r->paragraph[first - 1];
    Py_ssize_t gone = -1, coming = first; /* the last quotation before a unit, and the first from it on */
    int kind = 0;                         /* whether quotations open the sentence, or stand in it */
    for (Py_ssize_t i = first; i < last && !kind; i++) {
        if (r->words[i]->step == QUOTATION) {
            kind = i == first ? 1 : 2;
        }
    }
    for (Py_ssize_t i = first; i < last; i++) {
        const Word *w = r->words[i];
        int32_t *sum = steps[i - first].sum;
        memset(sum, 0, sizeof(Sum));
        /* where it stands */
        if (coming < i) {
            coming = i;
        }
        while (coming < last && r->words[coming]->step != QUOTATION) {
            coming++;
        }
        unsigned ahead = n->near[coming == last ? 0 : n->near_bucket[coming - i < 9 ? coming - i : 9]];
        unsigned behind = n->near[gone < 0 ? 0 : n->near_bucket[i - gone < 9 ? i - gone : 9]];
        if (coming == i) {
            gone = i;
        }
        int spot = i - first < 2 ? 1 + 2 * (int)(i - first) + opens : i == last - 1 ? 5 : 0;
        add(t, f[F_BIAS], sum);
        add(t, three(f[F_N], ahead, 0, 0), sum);
        add(t, three(f[F_M], behind, 0, 0), sum);
        add(t, three(f[F_NM], ahead, behind, 0), sum);
        add(t, three(f[F_NP], ahead, w->pos, 0), sum);
        add(t, three(f[F_MP], behind, w->pos, 0), sum);
        if (spot) {
            add(t, three(f[F_I], n->spots[spot], 0, 0), sum);
        }
        if (kind) {
            add(t, three(f[F_Q], n->quotes[kind], 0, 0), sum);
        }
        /* the words around it, by themselves */
        for (int offset = -CUE_REACH; offset <= CUE_REACH; offset++) {
            if (i + offset >= first && i + offset < last) {
                const int32_t *own = r->words[i + offset]->cue[offset + CUE_REACH];
                for (int k = 0; k < CUE_LABELS; k++) {
                    sum[k] += own[k];
                }
            }
        }
        /* and together */
        unsigned p1 = i > first ? r->words[i - 1]->pos : n->before, p2 = i - 1 > first ? r->words[i - 2]->pos : n->before;
        unsigned n1 = i + 1 < last ? r->words[i + 1]->pos : n->after, n2 = i + 2 < last ? r->words[i + 2]->pos : n->after;
        add(t, three(f[F_C], p2, p1, w->pos), sum);
        add(t, three(f[F_A], p1, w->pos, 0), sum);
        add(t, three(f[F_B], w->pos, n1, 0), sum);
        add(t, three(f[F_D], p1, w->pos, n1), sum);
        add(t, three(f[F_E], w->pos, n1, n2), sum);
        add(t, three(f[F_F], i > first ? r->words[i - 1]->lower : n->before, w->lower, 0), sum);
        add(t, three(f[F_G], w->lower, i + 1 < last ? r->words[i + 1]->lower : n->after, 0), sum);
        add(t, three(f[F_L_BEFORE], w->lemma, p1, 0), sum);
        add(t, three(f[F_D_BEFORE], w->fine, p1, 0), sum);
        add(t, three(f[F_L_AFTER], w->lemma, n1, 0), sum);
        add(t, three(f[F_D_AFTER], w->fine, n1, 0), sum);
        add(t, three(f[F_L_AHEAD], w->lemma, ahead, 0), sum);
        add(t, three(f[F_D_AHEAD], w->fine, ahead, 0), sum);
        add(t, three(f[F_L_BEHIND], w->lemma, behind, 0), sum);
        add(t, three(f[F_D_BEHIND], w->fine, behind, 0), sum);
    }
}

static const int64_t FAR_BELOW = -(INT64_C(1) << 40);

static int64_t
larger(int64_t x, int64_t y)
{
    return x >= y ? x : y;
}

/* The best way to each unit of a sentence, by its label. */
static void
cue_forward(const Tables *t, Step *steps, Py_ssize_t size)
{
    const int32_t(*s)[CUE_LABELS] = t->cue_steps;
    int64_t o = steps[0].sum[O], b = steps[0].sum[B], i = FAR_BELOW;
    for (Py_ssize_t at = 0;; at++) {
        steps[at].best[O] = o;
        steps[at].best[B] = b;
        steps[at].best[I] = i;
        if (at + 1 == size) {
            return;
        }
        const int32_t *e = steps[at + 1].sum;
        int64_t to_o = larger(larger(o + s[O][O], b + s[B][O]), i + s[I][O]);
        int64_t to_b = larger(larger(o + s[O][B], b + s[B][B]), i + s[I][B]);
        i = e[I] + larger(b + s[B][I], i + s[I][I]);
        o = to_o + e[O];
        b = to_b + e[B];
    }
}

/* Append (first, last, margin) of each possible cue of a sentence to *found*, the last one first. */
static int
cue_backward(const Tables *t, const Step *steps, Py_ssize_t first, Py_ssize_t last, int64_t least, PyObject *found)
{
    const int32_t(*s)[CUE_LABELS] = t->cue_steps;
    int64_t o = 0, b = 0, i = 0; /* the best way on from this unit, by its label */
    Py_ssize_t end_after_b = last, end_after_i = last; /* where a cue that reaches this unit ends */
    for (Py_ssize_t at = last - first - 1; at >= 0; at--) {
        if (at < last - first - 1) {
            const int32_t *e = steps[at + 1].sum;
            int64_t eo = e[O] + o, eb = e[B] + b, ei = e[I] + i;
            int64_t best, on;
            o = larger(s[O][O] + eo, s[O][B] + eb);
            best = larger(s[B][O] + eo, s[B][B] + eb);
            on = s[B][I] + ei;
            end_after_b = on > best ? end_after_i : first + at + 1;
            b = larger(best, on);
            best = larger(s[I][O] + eo, s[I][B] + eb);
            on = s[I][I] + ei;
            if (on <= best) {
                end_after_i = first + at + 1;
            }
            i = larger(best, on);
        }
        const int64_t *way = steps[at].best;
        int64_t margin = way[B] + b - larger(way[O] + o, way[I] + i);
        if (margin >= least && end_after_b - first - at <= WINDOW) { /* a thousand brackets are no cue */
            PyObject *cue = Py_BuildValue("(nnL)", first + at, end_after_b, (long long)margin);
            int failed = !cue || PyList_Append(found, cue);
            Py_XDECREF(cue);
            if (failed) {
                return -1;
            }
        }
    }
    return 0;
}

static PyObject *
reading_cues(PyObject *self, PyObject *arg)
{
    const Reading *r = (Reading *)self;
    long long least = PyLong_AsLongLong(arg);
    if (least == -1 && PyErr_Occurred()) {
        return NULL;
    }
    Py_ssize_t longest = 0;
    for (Py_ssize_t k = 0; k < r->sentences; k++) {
        Py_ssize_t length = r->bounds[k + 1] - r->bounds[k];
        longest = length > longest ? length : longest;
    }
    PyObject *out = PyList_New(0);
    Step *steps = PyMem_Malloc((size_t)(longest + 1) * sizeof(Step));
    if (!out || !steps) {
        Py_XDECREF(out);
        PyMem_Free(steps);
        return PyErr_NoMemory();
    }
    for (Py_ssize_t k = 0; k < r->sentences; k++) {
        Py_ssize_t first = r->bounds[k], last = r->bounds[k + 1];
        PyObject *found = PyList_New(0);
        if (!found) {
            goto failed;
        }
        cue_sums(r, first, last, steps);
        cue_forward(r->tables, steps, last - first);
        int failed = cue_backward(r->tables, steps, first, last, least, found) || PyList_Reverse(found) ||
                     (PyList_Size(found) && PyList_Append(out, found));
        Py_DECREF(found);
        if (failed) {
            goto failed;
        }
    }
    PyMem_Free(steps);
    return out;
failed:
    PyMem_Free(steps);
    Py_DECREF(out);
    return NULL;
}

/* Roles */

/* What a state adds on one side of the cue: features.path_features, but for those of the distance. */
static const Path *
path(const Tables *t, int side, unsigned state)
{
    Path *found = &t->paths[side * STATES + state];
    if (!found->made) {
        const Numbers *n = &t->numbers;
        const uint64_t *f = t->families;
        unsigned c[STEPS];
        for (int k = 0; k < STEPS; k++) {
            c[k] = state / n->unit[k] % (n->most[k] + 1u);
        }
        unsigned few = c[COMMA] < 2 ? c[COMMA] : 2, two = c[VERB] < 2 ? c[VERB] : 2;
        unsigned that = c[THAT] > 0, wh = c[WH] > 0, ands = c[COORDINATOR] > 0, cues = c[OTHER] > 0;
        found->crossed = n->crossed[side][state % PASSED];
        found->x3p = n->x3p[side][c[VERB] > 0][that][wh][cues];
        add(t, three(f[F_X], found->crossed, 0, 0), found->sum);
        add(t, three(f[F_X2], n->x2[side][few][two][c[OTHER]], 0, 0), found->sum);
        add(t, three(f[F_X3], n->x3[side][two][c[THAT]][c[WH]][c[COORDINATOR]], 0, 0), found->sum);
        add(t, three(f[F_X4], n->x4[side][c[BREAK]][few][two], 0, 0), found->sum);
        unsigned value = n->x5[side][c[COMMA]][c[VERB]][that][wh][ands][c[BREAK] > 0][cues][c[QUOTATION] > 0];
        add(t, three(f[F_X5], value, 0, 0), found->sum);
        found->made = 1;
    }
    return found;
}

static unsigned
advance(const Numbers *n, unsigned state, int step, int cue)
{
    if (step != OTHER && state / n->unit[step] % (n->most[step] + 1u) < n->most[step]) {
        state += n->unit[step];
    }
    if (cue && state / n->unit[OTHER] % (n->most[OTHER] + 1u) < n->most[OTHER]) {
        state += n->unit[OTHER];
    }
    return state;
}

static Sum (*side_sums(const Reading *r, Py_ssize_t number))[2]
{
    if (r->sides[number]) {
        return r->sides[number];
    }
    const Tables *t = r->tables;
    const uint64_t *f = t->families;
    Py_ssize_t first = r->bounds[number], last = r->bounds[number + 1];
    Sum(*out)[2] = PyMem_Calloc((size_t)(last - first), sizeof *out);
    if (!out) {
        PyErr_NoMemory();
        return NULL;
    }
    for (Py_ssize_t i = first; i < last; i++) {
        unsigned a = i > first ? r->words[i - 1]->pos : t->numbers.before, b = r->words[i]->pos;
        unsigned c = i + 1 < last ? r->words[i + 1]->pos : t->numbers.after;
        for (int side = 0; side < 2; side++) {
            int32_t *sum = out[i - first][side];
            add(t, three(f[side ? F_RA : F_LA], a, b, 0), sum);
            add(t, three(f[side ? F_RB : F_LB], b, c, 0), sum);
            add(t, three(f[side ? F_RD : F_LD], a, b, c), sum);
            for (int offset = -ROLE_REACH; offset <= ROLE_REACH; offset++) {
                if (i + offset >= first && i + offset < last) {
                    add_sum(sum, r->words[i + offset]->role[side * (2 * ROLE_REACH + 1) + ROLE_REACH + offset]);
                }
            }
        }
    }
    return r->sides[number] = out;
}

/* A cue, and what is looked at for its source and content: features.window and features.cue_context. */
typedef struct {
    Py_ssize_t first, last, begin, end, stop;
    unsigned after, before, build, pos;             /* the frame */
    unsigned lower, fine, cluster, opening, ending; /* the head, and the cue's first and last word */
    int quoted;                                     /* whether a quotation opens the window */
} Cue;

static Cue
cue_context(const Reading *r, Py_ssize_t first, Py_ssize_t last)
{
    const Numbers *n = &r->tables->numbers;
    Py_ssize_t number = r->sentence[first], begin = r->bounds[number], end = r->bounds[number + 1], stop = end;
    const int32_t *paragraph = r->paragraph;
    int transcript = (r->words[first]->marks & COLON) && first - begin <= NAME_LENGTH &&
                     (begin == 0 || paragraph[begin - 1] != paragraph[begin]);
    int announced = r->words[end - 1]->marks & COLON;
    Py_ssize_t reach = number + (transcript ? 30 : 4);
    for (Py_ssize_t next = number + 1; next < reach && next < r->sentences; next++) {
        Py_ssize_t opening = r->bounds[next];
        int opens = r->words[opening]->step == QUOTATION && paragraph[opening] - paragraph[stop - 1] <= 1;
        if (!((transcript && paragraph[opening] == paragraph[first]) || announced || opens)) {
            break;
        }
        stop = r->bounds[next + 1];
    }
    Cue cue = {.first = first, .last = last};
    cue.begin = begin > first - WINDOW ? begin : first - WINDOW;
    cue.end = end < first + WINDOW ? end : first + WINDOW;
    cue.stop = stop < first + WINDOW ? stop : first + WINDOW;

    const Word *opening = r->words[first], *ending = r->words[last - 1], *head = ending;
    for (Py_ssize_t i = last - 1; i >= first; i--) {
        if (!(r->words[i]->marks & LIGHT)) {
            head = r->words[i];
            break;
        }
    }
    cue.quoted = r->words[cue.begin]->step == QUOTATION;
    cue.after = last < cue.stop ? r->words[last]->after : n->none_after;
    cue.before = first > cue.begin ? r->words[first - 1]->pos : n->none_before;
    cue.build = n->build[last - first == 1 ? 0 : opening->marks & COPULA ? 2 : 1][cue.quoted];
    cue.pos = opening->pos;
    cue.lower = head->lemma;
    cue.fine = head->fine;
    cue.cluster = head->cluster;
    cue.opening = opening->lower;
    cue.ending = ending->lower;
    return cue;
}

static void
near_cue(const Tables *t, const Cue *cue, int side, int distance, int32_t *sum)
{
    const uint64_t *f = t->families;
    unsigned here = t->numbers.sides[side], way = t->numbers.ways[side][distance];
    add(t, three(f[F_NX], here, cue->after, 0), sum);
    add(t, three(f[F_NXD], way, cue->after, 0), sum);
    add(t, three(f[F_PVD], way, cue->before, 0), sum);
    add(t, three(f[F_NPD], way, cue->after, cue->before), sum);
    add(t, three(f[F_CP], way, cue->pos, 0), sum);
    add(t, three(f[F_HL], here, cue->lower, 0), sum);
    add(t, three(f[F_HLD], way, cue->lower, 0), sum);
    add(t, three(f[F_HJD], way, cue->fine, 0), sum);
    add(t, three(f[F_LL], way, cue->ending, 0), sum);
    add(t, three(f[F_CW], way, cue->opening, 0), sum);
}

static void
passed_cue(const Tables *t, const Cue *cue, unsigned crossed, int32_t *sum)
{
    const uint64_t *f = t->families;
    add(t, three(f[F_NXC], crossed, cue->after, 0), sum);
    add(t, three(f[F_PVC], crossed, cue->before, 0), sum);
    add(t, three(f[F_CM], crossed, cue->build, 0), sum);
    add(t, three(f[F_HJ], crossed, cue->fine, 0), sum);
    add(t, three(f[F_H6], crossed, cue->cluster, 0), sum);
    add(t, three(f[F_HLX], crossed, cue->lower, 0), sum);
}

static void
sequel(const Reading *r, const Cue *cue, Py_ssize_t i, unsigned state, int32_t *sum)
{
    const Tables *t = r->tables;
    const uint64_t *f = t->families;
    const Numbers *n = &t->numbers;
    int mark = (i == r->bounds[r->sentence[i]] ? 1 : 0) + (r->paragraph[i] != r->paragraph[cue->first] ? 2 : 0);
    unsigned passed = state / n->unit[OTHER] % (n->most[OTHER] + 1u);
    add(t, f[F_S], sum);
    add(t, three(f[F_SQ], n->sq[mark][r->words[i]->step == QUOTATION], 0, 0), sum);
    add(t, three(f[F_SE], n->se[mark][passed], r->words[cue->end - 1]->lower, 0), sum);
    add(t, three(f[F_SP], n->sp[mark][passed][cue->quoted], r->words[i]->pos, 0), sum);
}

/* What features.role_features adds up to, for each unit of the cue's window but the cue itself. */
static int
role_sums(const Reading *r, const Cue *cue, const uint8_t *covered, Sum *sums)
{
    const Tables *t = r->tables;
    const uint64_t *f = t->families;
    const Numbers *n = &t->numbers;
    for (int side = LEFT; side <= RIGHT; side++) {
        unsigned here = n->sides[side], state = 0;
        int previous = 0, bucket = -1;
        Sum near = {0}, passed[PASSED];
        uint8_t made[PASSED] = {0};
        Py_ssize_t number = -1, origin = 0;
        Sum(*rows)[2] = NULL;
        Py_ssize_t i = side == LEFT ? cue->first - 1 : cue->last, step = side == LEFT ? -1 : 1;
        for (int distance = 1; i >= cue->begin && i < cue->stop; i += step, distance++) {
            const Word *w = r->words[i];
            int32_t *sum = sums[i - cue->begin];
            int within = covered[i] != 0;
            if (r->sentence[i] != number) {
                number = r->sentence[i];
                origin = r->bounds[number];
                rows = side_sums(r, number);
                if (!rows) {
                    return -1;
                }
            }
            if (n->far[distance] != bucket) {
                bucket = n->far[distance];
                memset(near, 0, sizeof near);
                near_cue(t, cue, side, bucket, near);
            }
            const Path *way = path(t, side, state);
            unsigned few = state % PASSED;
            if (!made[few]) {
                memset(passed[few], 0, sizeof(Sum));
                passed_cue(t, cue, way->crossed, passed[few]);
                made[few] = 1;
            }
            memcpy(sum, rows[i - origin][side], sizeof(Sum));
            add_sum(sum, near);
            add_sum(sum, passed[few]);
            add_sum(sum, way->sum);
            add_sum(sum, t->ways[side][bucket][within]);
            add(t, three(f[F_DP], n->ways[side][bucket], w->pos, 0), sum);
            add(t, three(f[F_XP], way->crossed, w->pos, 0), sum);
            add(t, three(f[F_X3P], way->x3p, w->pos, 0), sum);
            add(t, three(f[F_NXP], here, cue->after, w->pos), sum);
            add(t, three(f[F_PVP], here, cue->before, w->pos), sum);
            add(t, three(f[F_H6P], here, cue->cluster, w->pos), sum);
            add(t, three(f[F_HLP], here, cue->lower, w->pos), sum);
            if (i >= cue->end) {
                sequel(r, cue, i, state, sum);
            }
            state = advance(n, state, w->step, within && !previous);
            previous = within;
        }
    }
    return 0;
}

/* The first of the labels from which a way is best, and that way. */
typedef struct {
    int64_t value;
    uint8_t label;
} Best;

static inline void
better(Best *best, int64_t value, uint8_t label)
{
    if (value > best->value) {
        *best = (Best){value, label};
    }
}

/* The best labelling: back[place][label] is the label before. As a piece that has begun goes on until it ends, few steps are possible,
 * and Viterbi's recursion is written out. Gives by how much it is better than all O. */
static int64_t
best_roles(const Tables *t, const Cue *cue, Sum *sums, uint8_t (*back)[ROLE_LABELS], uint8_t *label)
{
    const int32_t(*s)[ROLE_LABELS] = t->role_steps;
    static const uint8_t starts[] = {US, BS, UC, BC};
    int64_t v[ROLE_LABELS];
    for (int k = US; k < ROLE_LABELS; k++) {
        v[k] = FAR_BELOW;
    }
    v[O] = -(int64_t)s[O][O];
    int64_t nothing = v[O];
    Py_ssize_t low = cue->first - cue->begin, high = cue->last - cue->begin, size = cue->stop - cue->begin;
    for (Py_ssize_t place = 0; place < size; place++) {
        const int32_t *e = sums[place];
        uint8_t *from = back[place];
        memset(from, O, ROLE_LABELS);
        Best to_o = {v[O] + s[O][O], O};
        better(&to_o, v[US] + s[US][O], US);
        better(&to_o, v[ES] + s[ES][O], ES);
        better(&to_o, v[UC] + s[UC][O], UC);
        better(&to_o, v[EC] + s[EC][O], EC);
        nothing += s[O][O];
        if (place >= low && place < high) { /* the cue itself has no role */
            from[O] = to_o.label;
            v[O] = to_o.value;
            for (int k = US; k < ROLE_LABELS; k++) {
                v[k] = FAR_BELOW;
            }
            continue;
        }
        nothing += e[O];
        if (!place) { /* nothing comes before: no step is taken into the first unit */
            v[O] = e[O];
            for (int k = 0; k < 4; k++) {
                v[starts[k]] = e[starts[k]];
            }
            continue;
        }
        from[O] = to_o.label;
        int64_t to[ROLE_LABELS];
        to[O] = to_o.value;
        for (int k = 0; k < 4; k++) {
            int label_ = starts[k], source = label_ < UC;
            Best best = {v[O] + s[O][label_], O};
            if (source) {
                if (v[UC] > FAR_BELOW) {
                    better(&best, v[UC] + s[UC][label_], UC);
                }
                better(&best, v[EC] + s[EC][label_], EC);
            } else {
                better(&best, v[US] + s[US][label_], US);
                better(&best, v[ES] + s[ES][label_], ES);
            }
            to[label_] = best.value;
            from[label_] = best.label;
        }
        for (int begun = BS; begun <= BC; begun += BC - BS) { /* a piece of several units goes on, or ends */
            int inside = begun + 1;
            for (int k = inside; k <= begun + 2; k++) {
                Best best = {v[begun] + s[begun][k], (uint8_t)begun};
                better(&best, v[inside] + s[inside][k], (uint8_t)inside);
                to[k] = best.value;
                from[k] = best.label;
            }
        }
        for (int k = 0; k < ROLE_LABELS; k++) {
            v[k] = to[k] + e[k];
        }
    }
    Best best = {v[O], O};
    better(&best, v[US], US);
    better(&best, v[ES], ES);
    better(&best, v[UC], UC);
    better(&best, v[EC], EC);
    *label = best.label;
    return best.value - nothing;
}

static PyObject *
reading_roles(PyObject *self, PyObject *args)
{
    const Reading *r = (Reading *)self;
    Py_ssize_t first, last;
    Py_buffer covered;
    if (!PyArg_ParseTuple(args, "nny*:roles", &first, &last, &covered)) {
        return NULL;
    }
    PyObject *out = NULL, *source = NULL, *content = NULL;
    if (covered.len != r->size || first < 0 || last <= first || last > r->size || r->sentence[first] != r->sentence[last - 1] ||
        last - first > WINDOW) {
        PyErr_SetString(PyExc_ValueError, "no cue of this document");
        goto done;
    }
    Cue cue = cue_context(r, first, last);
    Sum sums[2 * WINDOW];
    uint8_t back[2 * WINDOW][ROLE_LABELS], label;
    if (role_sums(r, &cue, covered.buf, sums)) {
        goto done;
    }
    int64_t margin = best_roles(r->tables, &cue, sums, back, &label);
    source = PyList_New(0);
    content = PyList_New(0);
    if (!source || !content) {
        goto done;
    }
    for (Py_ssize_t place = cue.stop - cue.begin - 1; place >= 0; place--) {
        if (label) {
            PyObject *unit = PyLong_FromSsize_t(cue.begin + place);
            int failed = !unit || PyList_Append(label < UC ? source : content, unit);
            Py_XDECREF(unit);
            if (failed) {
                goto done;
            }
        }
        label = back[place][label];
    }
    if (!PyList_Reverse(source) && !PyList_Reverse(content)) {
        out = Py_BuildValue("(OOL)", source, content, (long long)margin);
    }
done:
    Py_XDECREF(source);
    Py_XDECREF(content);
    PyBuffer_Release(&covered);
    return out;
}

/* The module */

static PyMethodDef tables_methods[] = {
    {"word", (PyCFunction)(void (*)(void))tables_word, METH_METHOD | METH_FASTCALL | METH_KEYWORDS,
     "word(lower, lemma, pos, cluster, fine, after, step, marks, *attributes): a word type, by numbers."},
    {"read", (PyCFunction)(void (*)(void))tables_read, METH_METHOD | METH_FASTCALL | METH_KEYWORDS,
     "read(words, sentences, paragraphs): a document's units."},
    {NULL, NULL, 0, NULL},
};

static PyMethodDef reading_methods[] = {
    {"cues", reading_cues, METH_O, "cues(least): for each sentence that has any, its possible cues: (first, last, margin)."},
    {"roles", reading_roles, METH_VARARGS, "roles(first, last, covered): units of source and content of a cue, and the margin."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot tables_slots[] = {{Py_tp_new, tables_new}, {Py_tp_dealloc, tables_dealloc}, {Py_tp_methods, tables_methods}, {0, NULL}};
static PyType_Slot word_slots[] = {{Py_tp_dealloc, release}, {0, NULL}};
static PyType_Slot reading_slots[] = {{Py_tp_dealloc, reading_dealloc}, {Py_tp_methods, reading_methods}, {0, NULL}};

static PyType_Spec tables_spec = {"annotator.attribution._kernel.Tables", sizeof(Tables), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
                                  tables_slots};
static PyType_Spec word_spec = {"annotator.attribution._kernel.Word", sizeof(Word), 0,
                                Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION, word_slots};
static PyType_Spec reading_spec = {"annotator.attribution._kernel.Reading", sizeof(Reading), 0,
                                   Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION, reading_slots};

static int
start(PyObject *self)
{
    Module *module = PyModule_GetState(self);
    module->tables = PyType_FromModuleAndSpec(self, &tables_spec, NULL);
    module->word = PyType_FromModuleAndSpec(self, &word_spec, NULL);
    module->reading = PyType_FromModuleAndSpec(self, &reading_spec, NULL);
    if (!module->tables || !module->word || !module->reading || PyModule_AddObjectRef(self, "Tables", module->tables) ||
        PyModule_AddObjectRef(self, "Word", module->word) || PyModule_AddObjectRef(self, "Reading", module->reading) ||
        PyModule_AddIntConstant(self, "INTERFACE", INTERFACE) || PyModule_AddStringConstant(self, "SOURCE", SOURCE)) {
        return -1;
    }
    return 0;
}

static int
visit_module(PyObject *self, visitproc visit, void *arg)
{
    Module *module = PyModule_GetState(self);
    Py_VISIT(module->tables);
    Py_VISIT(module->word);
    Py_VISIT(module->reading);
    return 0;
}

static int
clear_module(PyObject *self)
{
    Module *module = PyModule_GetState(self);
    Py_CLEAR(module->tables);
    Py_CLEAR(module->word);
    Py_CLEAR(module->reading);
    return 0;
}

static void
free_module(void *self)
{
    clear_module(self);
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, start}, {0, NULL}};
static PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_kernel",
    .m_doc = "The inner loops of the attribution models, compiled.",
    .m_size = sizeof(Module),
    .m_slots = slots,
    .m_traverse = visit_module,
    .m_clear = clear_module,
    .m_free = free_module,
};

PyMODINIT_FUNC
PyInit__kernel(void)
{
    return PyModuleDef_Init(&definition);
}
