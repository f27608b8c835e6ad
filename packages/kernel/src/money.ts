import { accepted, invalid, refusal, type Result } from "./result.ts";

/**
 * An exact amount in major units (2000000 SAR is two million riyals). `digits` is the decimal text as it was sent;
 * `form` says whether it came as a JSON number or a string, so that it is answered in the same shape.
 */
export interface Money {
  readonly digits: string;
  readonly form: "number" | "string";
  readonly currency: Currency;
}

/** An ISO 4217 code of a currency in use. */
export type Currency = string & { readonly [currencyBrand]: true };
declare const currencyBrand: unique symbol;

// ISO 4217 list one (2026): alphabetic codes of currencies in use, by number of decimals of the minor unit.
const twoDecimals =
  "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP " +
  "CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS " +
  "KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD " +
  "PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP " +
  "TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";
const zeroDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
const threeDecimals = "BHD IQD JOD KWD LYD OMR TND";

const decimalsOf: ReadonlyMap<string, number> = new Map([
  ...twoDecimals.split(" ").map((code) => [code, 2] as const),
  ...zeroDecimals.split(" ").map((code) => [code, 0] as const),
  ...threeDecimals.split(" ").map((code) => [code, 3] as const),
]);

/** Decimals of the currency's minor unit: SAR 2, KWD 3, JPY 0; `undefined` for a code that is not in use. */
export const currencyDecimals = (code: string): number | undefined => decimalsOf.get(code);

const plainDecimal = /^(0|[1-9]\d{0,17})(?:\.(\d{1,4}))?$/;

/**
 * Reads `{amount, currency}`. `amount` is a decimal string, or the source text of a JSON number (`form: "number"`).
 * Refuses: negative or malformed amounts, an unknown currency, more decimals than the currency has (trailing zeros
 * count as sent), and a number of more than 15 significant digits (`money.use_string`: a double could not carry it).
 */
export function parseMoney(digits: string, form: Money["form"], currency: string, pointer: string): Result<Money> {
  const match = plainDecimal.exec(digits);
  const amount = `${pointer}/amount`;
  if (form === "number" && digits.replace(/[^\d]/g, "").replace(/^0+/, "").length > 15) {
    return refusal("money.use_string", {
      faults: [{ pointer: amount, detail: "Send more than 15 digits as a string." }],
    });
  }
  if (!match) return invalid({ pointer: amount, detail: "Must be a decimal amount that is not negative." });
  const decimals = currencyDecimals(currency);
  if (decimals === undefined) return invalid({ pointer: `${pointer}/currency`, detail: "Must be an ISO 4217 code." });
  if ((match[2]?.length ?? 0) > decimals) {
    return invalid({ pointer: amount, detail: `${currency} has at most ${decimals} decimals.` });
  }
  return accepted({ digits, form, currency: currency as Currency });
}

/** The amount in the currency's minor units (halalas, fils), exact. */
export function minorUnits(money: Money): bigint {
  const [whole = "0", fraction = ""] = money.digits.split(".");
  return BigInt(whole + fraction.padEnd(currencyDecimals(money.currency) ?? 0, "0"));
}
