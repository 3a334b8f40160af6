"""The numbers in the beginner answers, computed here a second time."""

import itertools
import math
import statistics
from collections import Counter
from collections.abc import Callable
from fractions import Fraction

from tests.questions.answers import answer


def has(question_id: str, *parts: str) -> None:
    text = answer(question_id)
    for part in parts:
        assert part in text, part


def softmax(logits: list[float]) -> list[float]:
    exps = [math.exp(z) for z in logits]
    return [e / sum(exps) for e in exps]


def test_dlp_beginner_01_ridge_prefers_no_penalty_in_training() -> None:
    train, (xv, yv) = [(1, 3), (2, 4)], (3, 6)
    rows = []
    for lam in (Fraction(0), Fraction(1, 2)):
        w = sum(x * y for x, y in train) / (sum(x * x for x, _ in train) + lam)
        rows.append((w, sum((y - w * x) ** 2 for x, y in train), (yv - w * xv) ** 2))
    a, b = ([float(v) for v in row] for row in rows)
    assert a[1] < b[1]
    assert a[2] > b[2]
    has(
        "dlp-beginner-01",
        "11 / (5 + λ)",
        f"λ = 0    w = {a[0]:.1f}   training error {a[1]:.2f}   validation error {a[2]:.2f}",
        f"λ = 0.5  w = {b[0]:.1f}   training error {b[1]:.2f}   validation error {b[2]:.2f}",
    )


def test_dlp_beginner_01_grid_and_random_trials() -> None:
    grid = list(itertools.product(range(3), repeat=2))
    assert len(grid) == 9
    assert len({first for first, _ in grid}) == 3
    has("dlp-beginner-01", "nine grid trials over two settings try 3 values of each")


def test_dlp_beginner_02_best_of_twenty_coins() -> None:
    n, models = 100, 20
    cdf = list(itertools.accumulate(math.comb(n, k) / 2**n for k in range(n + 1)))
    expected = sum(1 - c**models for c in cdf[:-1])
    has("dlp-beginner-02", f"{expected:.1f}%")


def test_dlp_beginner_02_standard_error() -> None:
    se = 100 * math.sqrt(0.9 * 0.1 / 1000)
    has("dlp-beginner-02", f"{se:.2f} points", f"±{1.96 * se:.1f} points")


def test_dlp_beginner_03_mean_and_median() -> None:
    targets = [1, 1, 1, 1, 11]
    mean, median = statistics.mean(targets), statistics.median(targets)
    has("dlp-beginner-03", f"under MSE is {mean}", f"the median, {median}")


def test_dlp_beginner_03_losses_and_gradients() -> None:
    p, y = 0.01, 1.0

    def sigmoid(z: float) -> float:
        return 1 / (1 + math.exp(-z))

    def slope(loss: Callable[[float], float], z: float, h: float = 1e-5) -> float:
        return (loss(z + h) - loss(z - h)) / (2 * h)

    z = math.log(p / (1 - p))
    ce = slope(lambda t: -math.log(sigmoid(t)), z)
    squared = slope(lambda t: 0.5 * (sigmoid(t) - y) ** 2, z)
    has(
        "dlp-beginner-03",
        f"loss {-math.log(p):.3f}",
        f"p - y = {ce:.2f}",
        f"loss {0.5 * (p - y) ** 2:.3f}",
        f"= {squared:.4f}",
        "about 100 times less",
    )
    assert 99 < ce / squared < 102


def test_dlp_beginner_04_quadratic() -> None:
    curvature = (1**2 - 2 * 0**2 + (-1) ** 2) // 1**2  # second difference of w²
    final = {}
    for eta in (0.01, 0.4, 0.9, 1.1):
        w = 1.0
        for _ in range(20):
            w -= eta * 2 * w
        final[eta] = w
    assert math.isclose(final[0.4], 1e-14, rel_tol=0.1)
    assert abs(final[1.1]) > 1
    has(
        "dlp-beginner-04",
        f"η = 0.01   w = {final[0.01]:.3f}",
        "η = 0.4    w ≈ 10⁻¹⁴",
        f"η = 0.9    w = {final[0.9]:.4f}",
        f"η = 1.1    w = {final[1.1]:.1f}",
        f"2 / curvature (here {2 // curvature})",
    )


def test_dlp_beginner_05_targets_masks_and_return() -> None:
    tokens = range(1000)
    targets = len(list(itertools.pairwise(tokens)))
    discounted = sum(0.9**t * r for t, r in enumerate([0, 0, 1]))
    has(
        "dlp-beginner-05",
        f"{targets} next-token targets",
        f"about {round(0.15 * 512)} of 512",
        f"counts {discounted:.2f} today",
    )


def test_dlp_beginner_06_steps_to_halve() -> None:
    eta = 1e-6
    assert 1 - eta * 1000**2 == 0
    steps = math.log(0.5) / math.log1p(-eta)
    has("dlp-beginner-06", f"{round(steps):,} steps", "2/10⁶")


def test_dlp_beginner_07_index_and_vector_give_the_same_loss() -> None:
    p = softmax([1, 3, 0])
    by_index = -math.log(p[1])
    by_vector = -sum(y * math.log(q) for y, q in zip((0, 1, 0), p, strict=True))
    assert math.isclose(by_index, by_vector)
    smooth = [0.1 / 3 + 0.9 * (k == 1) for k in range(3)]
    loss = -sum(y * math.log(q) for y, q in zip(smooth, p, strict=True))
    has(
        "dlp-beginner-07",
        "({:.3f}, {:.3f}, {:.3f})".format(*p),
        f"-ln {p[1]:.3f} = {by_index:.3f}",
        "({:.3f}, {:.3f}, {:.3f})".format(*smooth),
        f"becomes {loss:.3f}",
    )


def test_dlp_beginner_07_memory() -> None:
    rows = 8 * 1024
    has(
        "dlp-beginner-07",
        f"{rows:,} · 8 bytes = {rows * 8:,} bytes",
        f"{rows * 50_000 * 4 / 1e9:.2f} GB",
    )


def test_dlp_beginner_08_parameters() -> None:
    def layers(*widths: int) -> list[int]:
        return [n * m + m for n, m in itertools.pairwise(widths)]

    small, large = layers(20, 64, 32, 3), layers(20, 128, 64, 3)
    a, b, c = large
    inputs = 224 * 224 * 3
    has(
        "dlp-beginner-08",
        *(f"{count:,}" for count in small),
        f"has {sum(small):,} parameters",
        f"{sum(small):,} · 4 = {sum(small) * 4:,} bytes",
        f"{a:,} + {b:,} + {c} = {sum(large):,}, about {sum(large) / sum(small):.1f} times",
        f"{inputs:,} inputs",
        f"{inputs * 1000 + 1000:,} parameters",
    )
    assert 3.9 < b / small[1] < 4
    assert 5.8 < (inputs * 1000 + 1000) / 25.6e6 < 6


def test_dlp_beginner_09_equal_units_get_equal_gradients() -> None:
    x, y, h = 1.0, 1.0, 1e-6

    def loss(weights: list[float]) -> float:
        w1, w2, v1, v2 = weights
        return 0.5 * (v1 * math.tanh(w1 * x) + v2 * math.tanh(w2 * x) - y) ** 2

    def gradient(weights: list[float]) -> list[float]:
        result = []
        for i in range(4):
            up, down = list(weights), list(weights)
            up[i] += h
            down[i] -= h
            result.append((loss(up) - loss(down)) / (2 * h))
        return result

    w1, w2, v1, v2 = gradient([0.5] * 4)
    assert math.isclose(w1, w2)
    assert math.isclose(v1, v2)
    assert all(abs(g) < 1e-9 for g in gradient([0.0] * 4))
    has(
        "dlp-beginner-09",
        f"ŷ = 2·0.5·{math.tanh(0.5):.3f} = {2 * 0.5 * math.tanh(0.5):.3f}",
        f"= {v1:.3f}",
        f"= {w1:.3f}",
    )


def test_dlp_beginner_09_scale() -> None:
    shrink = math.sqrt(512 * 0.01**2 / 2)
    assert round(math.log10(shrink**10)) == -8
    has("dlp-beginner-09", f"√(2/512) = {math.sqrt(2 / 512)}", f"by {shrink:.2f}", "by 10⁻⁸")


def test_dlp_beginner_10_inverted_dropout() -> None:
    a, keep, p = (4, 8, 2, 6), (1, 0, 1, 1), Fraction(1, 5)
    out = [float(m * x / (1 - p)) for x, m in zip(a, keep, strict=True)]
    mean = (1 - p) * (4 / (1 - p)) + p * 0
    has("dlp-beginner-10", "({:g}, {:g}, {:g}, {:g})".format(*out), f"0.8·5 + 0.2·0 = {mean}")


def test_dlp_beginner_11_patience() -> None:
    losses = [0.90, 0.70, 0.60, 0.55, 0.56, 0.54, 0.57, 0.58, 0.59]

    def run(patience: int) -> tuple[int, int]:
        best, bad = 0, 0
        for epoch, loss in enumerate(losses):
            if epoch == 0 or loss < losses[best]:
                best, bad = epoch, 0
                continue
            bad += 1
            if bad == patience:
                return epoch + 1, best + 1
        raise AssertionError

    (stop3, best3), (stop1, best1) = run(3), run(1)
    has(
        "dlp-beginner-11",
        "  ".join(f"{loss:.2f}"[1:] for loss in losses),
        f"Patience 3 stops after epoch {stop3} and returns epoch {best3} ({losses[best3 - 1]})",
        f"Patience 1 stops after epoch {stop1} and returns epoch {best1} ({losses[best1 - 1]})",
        f"the last weights, {losses[stop3 - 1]} above",
    )


def test_dlp_beginner_12_confusion_matrix() -> None:
    n, spam, flagged, tp = 1000, 100, 75, 60
    fp, fn = flagged - tp, spam - tp
    tn = n - spam - fp
    p, r = Fraction(tp, flagged), Fraction(tp, spam)
    f1 = 2 * p * r / (p + r)
    has(
        "dlp-beginner-12",
        f"{tp} true positives, {fp} false positives, {fn} false negatives and {tn} true negatives",
        f"precision {float(p):.2f}, recall {float(r):.2f}, accuracy {(tp + tn) / n:.3f}",
        f"= {float(f1):.3f}",
        f"scores {(n - spam) / n:.2f} here",
    )


def test_dlp_beginner_13_table_and_cosines() -> None:
    cat, dog, tax = (3, 1), (2, 1), (-1, 3)

    def cosine(a: tuple[int, int], b: tuple[int, int]) -> float:
        return sum(x * y for x, y in zip(a, b, strict=True)) / (math.hypot(*a) * math.hypot(*b))

    assert cosine(cat, tax) == 0
    assert math.isclose(math.dist((1, 0, 0), (0, 0, 1)), math.sqrt(2))
    has(
        "dlp-beginner-13",
        f"{50_000 * 300:,} parameters, {50_000 * 300 * 4 // 10**6} MB",
        f"= {cosine(cat, dog):.3f}",
        "cos(cat, tax) = 0",
    )


def test_dlp_beginner_14_byte_pair_encoding() -> None:
    counts = {"art": 3, "part": 4, "car": 5}

    def apply(pieces: list[str], pair: tuple[str, str]) -> list[str]:
        out: list[str] = []
        for piece in pieces:
            if out and (out[-1], piece) == pair:
                out[-1] += piece
            else:
                out.append(piece)
        return out

    words, merges = {word: list(word) for word in counts}, []
    for number in (1, 2, 3):
        pairs: Counter[tuple[str, str]] = Counter()
        for word, pieces in words.items():
            for pair in itertools.pairwise(pieces):
                pairs[pair] += counts[word]
        (best, times), (_, second) = pairs.most_common(2)
        assert times > second
        merges.append(best)
        words = {word: apply(pieces, best) for word, pieces in words.items()}
        line = f"{number}. {' '.join(best)} "
        assert any(
            row.startswith(line) and f"{''.join(best)} " in row and row.endswith(f" {times} times")
            for row in answer("dlp-beginner-14").splitlines()
        )
    pieces = list("cart")
    for merge in merges:
        pieces = apply(pieces, merge)
    has("dlp-beginner-14", f"becomes {' + '.join(words['part'])}", f"becomes {' + '.join(pieces)}")


def test_dlp_beginner_14_vocabulary() -> None:
    has("dlp-beginner-14", f"= {2**8 + 50_000 + 1:,} entries")


def test_dlp_beginner_15_tokens() -> None:
    steps, batch = 10**6, 256
    before = steps * batch * (9 * 128 + 1 * 512) // 10
    after = 3 * 2_000 * 200
    assert round(before / after, -3) == 35_000
    has(
        "dlp-beginner-15",
        f"{before / 1e9:.1f}·10⁹ tokens",
        f"{after / 1e6:.1f}·10⁶ tokens",
        "35,000 times less",
    )


def test_dlp_beginner_16_sibling_in_training() -> None:
    some = sum(
        math.prod(0.8 if inside else 0.2 for inside in siblings)
        for siblings in itertools.product((True, False), repeat=3)
        if any(siblings)
    )
    has("dlp-beginner-16", f"1 - 0.2³ = {some:.3f}")


def test_dlp_beginner_17_order_of_addition() -> None:
    has(
        "dlp-beginner-17",
        f"(0.1 + 0.2) + 0.3 = {(0.1 + 0.2) + 0.3!r}",
        f"0.1 + (0.2 + 0.3) = {0.1 + (0.2 + 0.3)!r}",
    )


def test_dlp_beginner_17_seeds() -> None:
    scores = [91.2, 92.0, 91.5, 92.4, 91.4]
    mean, sd = statistics.mean(scores), statistics.stdev(scores)
    has(
        "dlp-beginner-17",
        ", ".join(map(str, scores)),
        f"mean {mean:.1f}, standard deviation {sd:.2f}, standard error {sd / math.sqrt(5):.2f}",
        f"standard error of {sd * math.sqrt(2 / 5):.2f}",
    )


def _rounded(x: float, fraction_bits: int) -> float:
    """The nearest number with that many fraction bits (ties to even), exponent unlimited."""
    mantissa, exponent = math.frexp(x)
    return math.ldexp(round(mantissa * 2 ** (fraction_bits + 1)), exponent - fraction_bits - 1)


def test_dlp_beginner_18_rounding_in_bfloat16() -> None:
    assert _rounded(1 + 0.001, 7) == 1
    assert _rounded(256 + 1, 7) == 256
    assert _rounded(1 + 0.00390, 7) == 1
    assert _rounded(1 + 0.00391, 7) > 1
    assert all(_rounded(n, 7) == n for n in range(1, 257))
    has(
        "dlp-beginner-18",
        "1 + 0.001 rounds to 1",
        "256 + 1 to 256",
        "below 0.0039",
        "Above 256 not every integer exists",
    )


def test_dlp_beginner_18_bytes_per_parameter() -> None:
    pure = {size: size + size + 2 * size for size in (2, 4)}  # weight, gradient, two moments
    has(
        "dlp-beginner-18",
        f"{pure[2]} instead of {pure[4]} per parameter",
        f"{pure[4]} bytes per parameter again",
    )


def test_dlp_beginner_18_formats() -> None:
    for exponent, fraction, largest, eps in (
        (8, 23, "3.4·10³⁸", "1.2·10⁻⁷"),
        (8, 7, "3.4·10³⁸", f"{2**-7:.4f}"),
        (5, 10, "65,504", f"{2**-10:.5f}"),
    ):
        top = (2 - 2.0**-fraction) * 2.0 ** (2 ** (exponent - 1) - 1)
        assert largest == (f"{int(top):,}" if top < 1e6 else f"{top / 1e38:.1f}·10³⁸")
        assert 1 + exponent + fraction in (16, 32)
        rows = answer("dlp-beginner-18").splitlines()
        assert any(
            row.split()[1:4] == ["1", str(exponent), str(fraction)]
            and largest in row
            and row.endswith(f"1 + {eps}")
            for row in rows
            if len(row.split()) > 4
        )
    assert f"{2**-23:.1e}" == "1.2e-07"
    smallest = 2.0 ** (1 - 15 - 10)  # float16, subnormal
    assert smallest / 2 == 2**-25
    assert round(2**-25 * 1e8) == 3
    has("dlp-beginner-18", "2⁻²⁵ ≈ 3·10⁻⁸")


def test_dlp_beginner_19_bytes() -> None:
    n = 10**9
    adam = 4 + 4 + 2 * 4
    mixed = 2 + 2 + (4 + 2 * 4)
    assert adam == mixed == 16
    activation = 8 * 1024 * 4096 * 4
    cache = 2 * 32 * 4096 * 4096 * 2
    has(
        "dlp-beginner-19",
        f"{2 * n // 10**9} GB",
        f"{adam * n // 10**9} GB",
        f"would need {4 + 4} in float32",
        f"{activation / 1e6:.0f} MB",
        f"= {cache / 1e9:.1f} GB per sequence",
    )


def test_dlp_beginner_20_first_loss() -> None:
    uniform = {k: -sum(math.log(1 / k) / k for _ in range(k)) for k in (10, 1000)}
    base = -sum(p * math.log(p) for p in (0.01, 0.99))
    has(
        "dlp-beginner-20",
        f"ln 10 = {uniform[10]:.3f}",
        f"ln 1000 = {uniform[1000]:.3f}",
        f"stuck at {base:.3f}",
    )
