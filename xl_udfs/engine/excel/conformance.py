"""How far each of Excel's functions and forms of syntax is known to be computed as Excel does.

A function that stands here is *verified*: cases from Excel's documentation, from workbooks that
Excel saved, or worked by hand give the same values (tests/engine/excel holds them). A
function that stands in `excel.functions` as well is *corrected*: ours takes the place of the
library's. A cell that uses any other function is reported as unverified.

Beside each function stands what Excel does with a range in each of its arguments: V takes one
value (a range means the cell beside the formula), R takes a range, A computes arrays inside, I does
as the call itself does. The last letter, or the letters in brackets, hold for all that follow.
"""

from collections.abc import Collection, Mapping
from functools import lru_cache

from xl_udfs.engine.formula.syntax_support import Standing

ARGUMENTS = {
    "V": """
        ABS ACOS ACOSH ADDRESS ASIN ASINH ATAN ATAN2 ATANH CEILING CEILING.MATH CHAR CLEAN CODE
        COMBIN CONCATENATE COS COSH DATE DATEDIF DATEVALUE DAY DAYS DAYS360 DEGREES DOLLAR EDATE
        EFFECT EOMONTH ERROR.TYPE EVEN EXACT EXP FACT FALSE FIND FIXED FLOOR FLOOR.MATH FV HOUR
        INT ISBLANK ISERR ISERROR ISLOGICAL ISNA ISNONTEXT ISNUMBER ISTEXT LEFT LEN LN LOG
        LOG10 LOWER MID MINUTE MOD MONTH MROUND N NA NOMINAL NOT NOW NPER ODD PI PMT POWER PV
        IPMT PPMT RADIANS RATE REPLACE REPT RIGHT ROMAN ROUND ROUNDDOWN ROUNDUP SEARCH SECOND
        SEQUENCE SIGN SIN SINH SLN SQRT SUBSTITUTE TAN TANH TEXT TIME TODAY TRIM TRUE TRUNC UPPER
        VALUE INDIRECT WEEKDAY WEEKNUM YEAR YEARFRAC ACCRINTM PROPER POISSON QUOTIENT HYPERLINK
        ISODD ISEVEN UNICHAR
        ACOT ACOTH ARABIC BASE BESSELI BESSELK BETA.DIST BETA.INV BETADIST BETAINV BIN2DEC
        BIN2HEX BIN2OCT BINOM.DIST BINOM.DIST.RANGE BINOM.INV BINOMDIST BITAND BITLSHIFT BITOR
        BITRSHIFT BITXOR CEILING.PRECISE CHIDIST CHIINV CHISQ.DIST CHISQ.DIST.RT CHISQ.INV
        CHISQ.INV.RT COMBINA COMPLEX CONFIDENCE CONFIDENCE.NORM CONFIDENCE.T CONVERT COT COTH
        CRITBINOM CSC CSCH CUMIPMT CUMPRINC DB DDB DEC2BIN DEC2HEX DEC2OCT DECIMAL DELTA DOLLARDE
        DOLLARFR ERF ERF.PRECISE ERFC ERFC.PRECISE EXPON.DIST EXPONDIST F.DIST F.DIST.RT F.INV
        F.INV.RT FACTDOUBLE FDIST FINV FISHER FISHERINV FLOOR.PRECISE GAMMA GAMMA.DIST GAMMA.INV
        GAMMADIST GAMMAINV GAMMALN GAMMALN.PRECISE GAUSS GESTEP HEX2BIN HEX2DEC HEX2OCT
        HYPGEOM.DIST HYPGEOMDIST IMABS IMAGINARY IMARGUMENT IMCONJUGATE IMPOWER IMREAL IMSUB
        IMCOS IMCOSH IMCOT IMCSC IMCSCH IMDIV IMEXP IMLN IMLOG10 IMLOG2 IMSEC IMSECH IMSIN IMSINH
        IMSQRT IMTAN
        ISO.CEILING ISOWEEKNUM ISPMT LOGINV LOGNORM.DIST LOGNORM.INV LOGNORMDIST MUNIT
        NEGBINOM.DIST NEGBINOMDIST NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV NORMDIST NORMINV
        NORMSDIST NORMSINV NUMBERVALUE OCT2BIN OCT2DEC OCT2HEX PDURATION PERMUT PERMUTATIONA PHI
        POISSON.DIST PRICEDISC PRICEMAT RECEIVED YIELDDISC YIELDMAT DISC INTRATE REGEXEXTRACT
        ACCRINT COUPDAYBS COUPDAYS COUPDAYSNC COUPNCD COUPNUM COUPPCD DURATION MDURATION PRICE YIELD
        REGEXREPLACE REGEXTEST RRI SEC SECH SQRTPI STANDARDIZE SYD T.DIST
        AMORDEGRC AMORLINC ODDFPRICE ODDFYIELD ODDLPRICE ODDLYIELD
        T.DIST.2T T.DIST.RT T.INV T.INV.2T TBILLEQ TBILLPRICE TBILLYIELD TDIST TEXTAFTER TEXTBEFORE
        TEXTSPLIT TIMEVALUE TINV TYPE UNICODE VDB WEIBULL WEIBULL.DIST
    """,
    "R": """
        AND AREAS AVEDEV AVERAGE AVERAGEA COLUMN COLUMNS CONCAT COUNT COUNTA COUNTBLANK DEVSQ FILTER
        ISREF MAX MAXA MEDIAN MIN MINA OR PRODUCT ROW ROWS SORT STDEV STDEV.P STDEV.S
        STDEVP SUM SUMSQ T TRANSPOSE UNIQUE VAR VAR.P VAR.S VARP XIRR XOR LET GCD LCM
        SORTBY CHOOSECOLS CHOOSEROWS HSTACK VSTACK TAKE DROP EXPAND TOCOL TOROW WRAPCOLS WRAPROWS
        GEOMEAN HARMEAN IMPRODUCT IMSUM KURT MULTINOMIAL SKEW SKEW.P STDEVA STDEVPA VARA VARPA
        DAVERAGE DCOUNT DCOUNTA DGET DMAX DMIN DPRODUCT DSTDEV DSTDEVP DSUM DVAR DVARP
    """,
    "A": """
        MODE MODE.MULT MODE.SNGL SUMPRODUCT SUMX2MY2 SUMX2PY2 SUMXMY2 MMULT MINVERSE MDETERM CORREL
        COVAR COVARIANCE.P COVARIANCE.S SLOPE INTERCEPT RSQ PEARSON STEYX F.TEST FTEST CHISQ.TEST
        CHITEST LINEST LOGEST TREND GROWTH T.TEST TTEST FREQUENCY MAP
        REDUCE SCAN BYROW BYCOL MAKEARRAY
    """,
    "I": "IFERROR IFNA",
    "VI": "IF CHOOSE",
    "(VI)": "IFS",
    "V(VI)": "SWITCH",
    "VR": "CELL NPV SUBTOTAL XNPV FVSCHEDULE",
    "RV": """
        LARGE SMALL PERCENTILE PERCENTILE.INC PERCENTILE.EXC QUARTILE QUARTILE.INC QUARTILE.EXC
        PERCENTRANK PERCENTRANK.INC PERCENTRANK.EXC MIRR TRIMMEAN Z.TEST ZTEST OFFSET
    """,
    "VVR": "WORKDAY NETWORKDAYS WORKDAY.INTL NETWORKDAYS.INTL TEXTJOIN",
    "AV": "INDEX IRR",  # arrays even in an ordinary formula
    "VA": "LOOKUP FORECAST FORECAST.LINEAR",
    "VRV": "MATCH VLOOKUP HLOOKUP XMATCH RANK RANK.EQ RANK.AVG",
    "VVVR": "SERIESSUM",
    "VVA": "AGGREGATE",
    "VRRV": "XLOOKUP",
    "RVR": "SUMIF AVERAGEIF",
    "R(RV)": "SUMIFS AVERAGEIFS MAXIFS MINIFS",
    "(RV)": "COUNTIF COUNTIFS",
}
CLASSES: Mapping[str, str] = {
    name: classes for classes, names in ARGUMENTS.items() for name in names.split()
}
RANGES = "INDEX OFFSET INDIRECT XLOOKUP LOOKUP"
ARRAYS = """
    SEQUENCE FILTER SORT SORTBY UNIQUE TRANSPOSE ROW COLUMN CHOOSECOLS CHOOSEROWS HSTACK VSTACK TAKE
    DROP LET EXPAND TOCOL TOROW WRAPCOLS WRAPROWS MMULT MINVERSE MUNIT TEXTSPLIT REGEXEXTRACT LINEST
    LOGEST TREND GROWTH FREQUENCY MODE.MULT MAP REDUCE SCAN BYROW BYCOL MAKEARRAY
"""
ARRAY_RESULTS = frozenset(f"{RANGES} {ARRAYS}".split())
CLOCK = frozenset({"NOW", "TODAY", "CELL"})  # CELL may tell of the folder
RANDOM = frozenset({"RAND", "RANDBETWEEN", "RANDARRAY"})
ENVIRONMENT = frozenset({"INFO"})
UNSTABLE = CLOCK | RANDOM | ENVIRONMENT
"""What gives another value at another time, by chance, or on another computer."""
ITERATED = frozenset({"IRR", "XIRR", "RATE", "YIELD"})
"""Found by steps: Excel documents IRR and RATE as right to 1e-7 only, XIRR to 1e-8."""
SWALLOWING = frozenset(
    [
        "AGGREGATE",
        "AVERAGEIF",
        "AVERAGEIFS",
        "COLUMN",
        "COLUMNS",
        "COUNT",
        "COUNTA",
        "COUNTBLANK",
        "COUNTIF",
        "COUNTIFS",
        "ERROR.TYPE",
        "HLOOKUP",
        "IFERROR",
        "IFNA",
        "ISBLANK",
        "ISERR",
        "ISERROR",
        "ISLOGICAL",
        "ISNA",
        "ISNONTEXT",
        "ISNUMBER",
        "ISREF",
        "ISTEXT",
        "LOOKUP",
        "MATCH",
        "MAXIFS",
        "MINIFS",
        "ROW",
        "ROWS",
        "SUBTOTAL",
        "SUMIF",
        "SUMIFS",
        "TYPE",
        "VLOOKUP",
        "XLOOKUP",
        "XMATCH",
    ]
)
"""Functions that may give a value although a cell that they read holds an error."""
HIDING = frozenset(
    [
        "COUNT",
        "ERROR.TYPE",
        "IFERROR",
        "ISERR",
        "ISERROR",
        "ISNA",
        "ISNONTEXT",
        "ISNUMBER",
        "ISTEXT",
        "TYPE",
    ]
)
"""Those of them that take a computed error."""
TAKING_ERRORS = SWALLOWING | {"IF", "CHOOSE", "IFS", "SWITCH"}
"""Functions that may give a value although one of their arguments is an error."""
NUMERIC = """
    ABS ACOS ACOT ACOTH ASIN ASINH ATAN ATAN2 COMBIN COMBINA COS COSH COT CSC CSCH CUMIPMT CUMPRINC
    DOLLARDE DOLLARFR EVEN EXP FACT FACTDOUBLE FISHER FISHERINV GAMMALN INT ISPMT LN LOG LOG10 MOD
    ODD PDURATION PERMUT QUOTIENT RATE ROUND ROUNDDOWN ROUNDUP RRI SEC SECH SIGN SIN SINH SLN SQRT
    SQRTPI STANDARDIZE SYD TAN TANH TRUNC
"""
OF_NUMBERS = frozenset(NUMERIC.split())
"""The library's own that take nothing but numbers; ours read texts that show one themselves."""
DYNAMIC = frozenset({"OFFSET", "INDIRECT"})  # what they refer to is known only when they run


@lru_cache(maxsize=1 << 12)
def argument_class(function: str, place: int) -> str:
    """Return what a function does with a range in an argument; R where that is not known."""
    head, _, cycle = CLASSES.get(function, "R").rstrip(")").partition("(")
    if place < len(head) or not cycle:
        return head[min(place, len(head) - 1)]
    return cycle[(place - len(head)) % len(cycle)]


def standing(function: str, ours: Collection[str]) -> Standing:
    """Return what is known of one of Excel's functions, by its name in capitals."""
    if function not in CLASSES:
        return Standing.UNVERIFIED
    return Standing.CORRECTED if function in ours else Standing.VERIFIED
