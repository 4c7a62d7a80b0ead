import { DataType, Type } from 'apache-arrow';

/** An Arrow type as the manifest writes it (boolean, uint8, uint16, float64 …), and Arrow's own word for the rest. */
export function typeName(type: DataType): string {
  if (DataType.isBool(type)) return 'boolean';
  if (DataType.isInt(type)) return `${type.isSigned ? '' : 'u'}int${type.bitWidth}`;
  if (DataType.isFloat(type)) return `float${16 << type.precision}`;
  return Type[type.typeId].toLowerCase();
}
